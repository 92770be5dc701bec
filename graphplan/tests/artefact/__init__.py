"""Tests of plans that were made beforehand."""
