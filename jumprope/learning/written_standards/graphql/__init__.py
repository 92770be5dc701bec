"""Written standards in the GraphQL API."""
