"""Questions about alignments."""
