"""The tables of written standards."""
