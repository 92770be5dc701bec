"""Timetables: which day is a school day, of which type, by which bells, and when each section meets."""
