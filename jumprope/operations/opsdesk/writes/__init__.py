"""Decisions of the desk."""
