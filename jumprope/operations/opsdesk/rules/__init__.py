"""What opsdesk decides, without a database, a network or a clock."""
