"""Units in the GraphQL API."""
