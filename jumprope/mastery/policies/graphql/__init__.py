"""The policies of the GraphQL API."""
