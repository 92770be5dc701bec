"""The tests of alignments."""
