"""What the evidence says: policies, and the level of mastery each student has shown."""
