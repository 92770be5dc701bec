"""Ten districts on MySQL, and what it says of each statement of fourteen operations: `make volume`.

The exit status is 1 when a statement goes through a whole table of tenants' rows, or through an index that
does not begin with the tenant. The database is one whose name begins with `test_`: made anew, and dropped
afterwards.
"""

import argparse
import os
import sys

import django

if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m tools.volume", description=__doc__)
    options.add_argument("--tenants", type=int, default=10, help="how many districts; default: %(default)s")
    options.add_argument("--size", default="district", help="which of the demo's; default: %(default)s")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.testing")
    django.setup()
    from tools.volume.measuring import measure

    sys.exit(measure(**vars(options.parse_args())))
