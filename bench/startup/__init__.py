"""How long a new process takes until it can answer: the schema's part of that, by the number of types."""
