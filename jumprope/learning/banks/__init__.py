"""The tenant's standards banks: what is taught and assessed in a school year, in folders of its own."""
