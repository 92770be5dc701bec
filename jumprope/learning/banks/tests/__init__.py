"""The tests of banks."""
