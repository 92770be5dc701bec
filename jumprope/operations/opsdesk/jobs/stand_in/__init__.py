"""Jira and AWS for the demo and the tests: in this process, on no network, and like the real ones."""
