"""Whole ways through the doors, as people and programs go them."""
