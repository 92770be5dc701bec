"""The GraphQL door: `POST /graphql`, what it lets through, and the documents it knows."""
