"""Schemes in the GraphQL API."""
