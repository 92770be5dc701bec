"""The tests of groups."""
