"""Who may see and change banks."""
