"""Alignments."""
