"""Of the benchmark itself: run by `make bench` first, since `make test` has none of its packages."""
