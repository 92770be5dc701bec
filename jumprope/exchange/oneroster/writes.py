"""Decisions about oneroster."""
