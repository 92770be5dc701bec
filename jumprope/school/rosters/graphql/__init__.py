"""The rosters of the GraphQL API."""
