"""Groups in the GraphQL API."""
