"""The people of the GraphQL API."""
