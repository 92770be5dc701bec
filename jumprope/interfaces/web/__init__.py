"""The pages for people: what this is, signing in and out, and GraphiQL in the demo."""
