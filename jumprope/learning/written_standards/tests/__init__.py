"""The tests of written standards."""
