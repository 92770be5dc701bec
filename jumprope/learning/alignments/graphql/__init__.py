"""Alignments in the GraphQL API."""
