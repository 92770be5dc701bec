"""The tests of units."""
