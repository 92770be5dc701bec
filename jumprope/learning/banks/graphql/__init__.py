"""Banks in the GraphQL API."""
