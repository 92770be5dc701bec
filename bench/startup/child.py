"""A process that builds one schema and says how long that took: `python -m bench.startup.child stock 150`."""

import json
import sys
import time
from typing import Any

from bench.startup import declared, stock
from bench.startup.models import tables

BUILDERS: dict[str, Any] = {"stock": stock.build, "declared": declared.build}


def main(kind: str, count: int) -> None:
    """Print the milliseconds of the processor that it takes once the models are there, and how many types."""
    found = tables(count)
    begun = time.process_time()
    types = BUILDERS[kind](found)
    print(json.dumps({"types": types, "cpu_ms": (time.process_time() - begun) * 1000}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
