"""Courses and their sections."""
