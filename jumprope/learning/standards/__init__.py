"""The standards bank: frameworks, standards and what links them."""
