"""The tests of timetables."""
