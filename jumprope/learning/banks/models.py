"""The tables of banks."""
