"""Django's settings for these tests by themselves: nothing but the lending library, on SQLite in memory."""

SECRET_KEY = "not a secret"
INSTALLED_APPS = ["graphplan.tests.library"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
