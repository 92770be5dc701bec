"""The customers and their schools."""
