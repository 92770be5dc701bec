"""The roles of the GraphQL API."""
