"""What was done, by whom and when: a chain of events per tenant, and answers kept for repeated requests."""
