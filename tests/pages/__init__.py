"""What people see and do in a real browser, with the demo's people: `make test-browser`."""
