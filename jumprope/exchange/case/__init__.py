"""Frameworks of standards from CASE packages, the exchange format of 1EdTech."""
