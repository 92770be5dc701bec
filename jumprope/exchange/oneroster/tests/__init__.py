"""The tests of oneroster."""
