"""Written standards."""
