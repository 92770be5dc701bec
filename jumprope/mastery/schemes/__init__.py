"""Mastery schemes: how mastery is rolled up into one grade for a course; and those grades."""
