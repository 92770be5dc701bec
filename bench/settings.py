"""The settings of the benchmark: those of the tests, on a database as in production."""

import tempfile
from copy import deepcopy
from pathlib import Path

from config.settings import testing
from config.settings.testing import *  # noqa: F403

# A file, as where people work: what is in memory is not read as fast as it is there. `bench` removes it.
DATABASES = deepcopy(testing.DATABASES)
DATABASES["default"]["TEST"].pop("NAME", None)
if DATABASES["default"]["ENGINE"] == "config.sqlite":
    DATABASES["default"]["TEST"]["NAME"] = Path(tempfile.gettempdir()) / "test_bench.sqlite3"
