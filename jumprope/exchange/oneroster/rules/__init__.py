"""What OneRoster files say, what is wrong with them, and what they change."""
