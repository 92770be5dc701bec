"""Questions about banks."""
