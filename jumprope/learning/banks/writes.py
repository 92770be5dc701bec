"""Decisions about banks."""
