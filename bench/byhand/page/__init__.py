"""The product's own page of a gradebook, by hand."""
