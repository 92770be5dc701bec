"""What every floor stands on: errors, the viewer, the command, the clock, tenancy, GraphQL bases. No tables."""
