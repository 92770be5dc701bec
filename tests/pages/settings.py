"""The demo's settings; but a page that is not there is refused as it is where real people are."""

from config.settings import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.pages.urls"

# A real hash takes a quarter of a second, for each account of the demo.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
