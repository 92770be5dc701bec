"""Opsdesk in the GraphQL API."""
