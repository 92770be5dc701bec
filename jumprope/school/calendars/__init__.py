"""School years and terms."""
