"""The audit trail of the GraphQL API."""
