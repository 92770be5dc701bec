"""The doors: GraphQL, web pages, Lambda handlers and the command line. No tables, no rules."""
