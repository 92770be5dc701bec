"""What random questions begin with."""

import os
from random import SystemRandom

SEED = 20_261_122
"""The same in every run."""


def new_seed() -> int:
    """Another one, told so that it can be asked for again by FUZZ_SEED."""
    seed = int(os.environ.get("FUZZ_SEED") or SystemRandom().randrange(10**9))
    print(f"FUZZ_SEED={seed}")
    return seed
