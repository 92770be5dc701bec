"""Django's database engine for SQLite, with SQLite's own limits, told what rows to expect."""
