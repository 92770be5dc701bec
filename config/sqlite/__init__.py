"""Django's database engine for SQLite, with SQLite's own limits."""
