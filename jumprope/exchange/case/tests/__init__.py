"""Tests of the CASE exchange."""
