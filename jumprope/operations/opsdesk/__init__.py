"""From Amazon Inspector and OpsCenter to Jira: one ticket per vulnerability and place, in time, never two."""
