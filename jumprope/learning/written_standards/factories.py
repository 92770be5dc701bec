"""Written standards for tests and benchmarks; all invented."""
