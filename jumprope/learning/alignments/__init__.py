"""Which state or national standards the tenant's standards stand for."""
