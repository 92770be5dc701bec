"""The determinations of the GraphQL API."""
