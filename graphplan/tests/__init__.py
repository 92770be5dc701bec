"""Tests of graphplan, on a lending library with branches, librarians and readers."""
