"""The desk in the GraphQL API: for operators, null to everyone else."""
