"""What somebody would write who cares for nothing but speed: SQL by hand, with the product's rules in it."""
