"""Students, staff, guardians, and who is whose."""
