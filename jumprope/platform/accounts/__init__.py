"""Who signs in: accounts, each bound to one tenant."""
