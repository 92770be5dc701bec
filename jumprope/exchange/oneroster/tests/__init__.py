"""The tests of OneRoster; all people in them are invented."""
