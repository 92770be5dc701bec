"""Alignments for tests and benchmarks; all invented."""
