"""Tests of the rules of determinations."""
