"""Decisions about alignments."""
