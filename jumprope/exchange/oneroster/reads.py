"""Questions about oneroster."""
