"""Banks for tests and benchmarks; all invented."""
