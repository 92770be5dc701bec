"""The pages for people: what this is, signing in and out, gradebooks to look at, and GraphiQL in the demo."""
