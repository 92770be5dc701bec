"""Who may see and change alignments."""
