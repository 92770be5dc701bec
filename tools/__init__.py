"""What the Makefile calls: setting up, locking, a MySQL server for tests, a new app."""
