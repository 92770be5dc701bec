"""What `jumprope opsdesk` does: each part is an action with arguments, an answer, and that in sentences."""
