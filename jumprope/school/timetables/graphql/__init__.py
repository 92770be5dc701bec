"""Timetables in the GraphQL API."""
