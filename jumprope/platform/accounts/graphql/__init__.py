"""The accounts of the GraphQL API."""
