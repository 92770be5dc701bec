"""Questions about written standards."""
