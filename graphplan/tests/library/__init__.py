"""A lending library with several branches: the application that the tests of graphplan declare and ask."""
