"""The pages for people: what this is, signing in and out, gradebooks, and GraphiQL in the demo."""
