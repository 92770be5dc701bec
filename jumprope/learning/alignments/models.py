"""The tables of alignments."""
