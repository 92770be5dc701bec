"""Tests of the rules of policies."""
