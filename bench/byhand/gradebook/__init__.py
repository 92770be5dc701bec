"""A gradebook, by hand: students, and scores with what they are scores of."""
