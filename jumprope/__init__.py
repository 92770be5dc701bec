"""JumpRope: a standards-based gradebook for districts and schools, in floors; imports only go down."""
