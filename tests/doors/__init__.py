"""The two doors: what the quick one answers, the ordinary one answers byte for byte."""
