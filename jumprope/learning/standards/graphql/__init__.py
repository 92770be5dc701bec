"""The standards bank in the GraphQL API."""
