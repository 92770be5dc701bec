"""The command line: `jumprope`, with our own commands before Django's, under one name."""
