"""The settings of the tests: the project's own, with what makes a suite quick and whole."""

from config import settings
from config.settings import *  # noqa: F403

# graphplan knows nothing of schools: it is tested on a lending library of its own.
INSTALLED_APPS = [*settings.INSTALLED_APPS, "graphplan.tests.library"]

# A real hash takes a quarter of a second, for each account of each test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# As where real people are; the tests of what only the demo shows turn it on.
DEMO = False
