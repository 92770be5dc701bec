"""The tests of coverage."""
