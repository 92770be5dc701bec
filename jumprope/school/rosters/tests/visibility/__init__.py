"""Who sees what of a school: the rules as the API reads them, held against an oracle in plain Python."""
