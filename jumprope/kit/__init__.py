"""What every floor stands on: errors, viewer, command, clock, tenancy, GraphQL bases. No tables."""
