"""The calendars of the GraphQL API."""
