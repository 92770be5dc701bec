"""Files and services of other systems, by the standards of the field. Beside reporting and operations."""
