"""Units: the parts of what is taught in a section, each with its standards in their order."""
