"""Alerts in the GraphQL API."""
