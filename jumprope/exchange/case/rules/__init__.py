"""What a CASE package says, what is wrong with it, how it is ordered, and what it changes."""
