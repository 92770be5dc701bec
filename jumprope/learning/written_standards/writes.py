"""Decisions about written standards."""
