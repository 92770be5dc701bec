"""The tenant and its schools in the GraphQL API."""
