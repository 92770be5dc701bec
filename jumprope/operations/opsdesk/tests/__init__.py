"""The tests of opsdesk."""
