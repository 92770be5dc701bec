"""Who may see and change written standards."""
