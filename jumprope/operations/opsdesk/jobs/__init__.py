"""The desk at work: its lines to Jira and AWS, and what happens when something comes in."""
