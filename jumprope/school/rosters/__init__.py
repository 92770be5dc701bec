"""Who teaches a section and who is enrolled in it, and from when to when."""
