"""What each student's evidence says about each standard, and what a teacher says instead."""
