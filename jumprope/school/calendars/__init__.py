"""School years, terms, and grading periods with their locks."""
