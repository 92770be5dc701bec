"""OneRoster: rosters and results as CSV files, taken in and handed out."""
