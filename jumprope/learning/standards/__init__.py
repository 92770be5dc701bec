"""Frameworks, their standards and what links them."""
