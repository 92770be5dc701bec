"""What the exit status of a command says; 0 is done."""

REFUSED = 1
"""The data was refused, and nothing was changed; the problems were printed."""

USAGE = 2
"""The command was called wrongly, or the environment is not usable."""

INTERRUPTED = 130
"""Someone pressed Ctrl-C; what shells expect of a program that ends for that reason."""

BROKEN_PIPE = 141
"""Whoever read the output stopped reading; what shells show of a program that ends for that reason."""
