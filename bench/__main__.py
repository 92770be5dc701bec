"""Measure all that there is on one database: `make bench`, or `make bench BENCH_DB=mysql`.

The exit status is 1 when a goal is missed.
"""

import os
import sys

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from bench.running import run

    sys.exit(run())
