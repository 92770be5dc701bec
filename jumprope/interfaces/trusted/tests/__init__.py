"""The tests of the quick door."""
