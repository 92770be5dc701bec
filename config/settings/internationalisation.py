"""Languages and time: texts in English, instants in UTC; each tenant has its own locale and time zone."""

LANGUAGE_CODE = "en"
USE_I18N = True

USE_TZ = True
TIME_ZONE = "UTC"
