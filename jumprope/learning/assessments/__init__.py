"""Assessments, the standards they are aligned to, and the scores given."""
