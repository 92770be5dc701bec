"""The standards of the GraphQL API."""
