"""The courses of the GraphQL API."""
