"""Nobody sees what is not theirs: every field and argument of the API, tried with what belongs to others."""
