"""The tests of schemes."""
