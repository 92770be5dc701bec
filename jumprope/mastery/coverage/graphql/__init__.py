"""Coverage in the GraphQL API."""
