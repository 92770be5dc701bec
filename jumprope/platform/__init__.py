"""The ground floor: who the customer is, who signs in, who may do what, and what was done."""
