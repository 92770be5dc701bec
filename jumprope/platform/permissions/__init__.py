"""Who may do what: roles assigned for a tenant or a school, for good or for a time."""
