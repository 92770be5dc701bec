"""Frameworks and their standards in the GraphQL API."""
