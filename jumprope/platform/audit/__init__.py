"""What was done, by whom and when: an append-only chain per tenant, and the answers kept for repeated
requests.
"""
