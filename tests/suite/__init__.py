"""The tests of the suite itself: of what conftest.py promises."""
