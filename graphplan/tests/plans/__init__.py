"""What plans are made of when they run, by itself."""
