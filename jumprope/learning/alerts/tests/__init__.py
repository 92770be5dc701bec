"""The tests of alerts."""
