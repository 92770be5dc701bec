"""The school as it is organised: its calendar, its people, its courses and its rosters."""
