"""The assessments of the GraphQL API."""
