"""Keys, cookies, passwords and hosts. Nothing secret stands here: keys come from the environment."""

from config.environment import Stage
from config.settings.told import ENVIRONMENT

_IN_PRODUCTION = ENVIRONMENT.stage is Stage.PRODUCTION

# What only invented people may be shown with: the schema by introspection, GraphiQL, the demo's accounts.
DEMO = ENVIRONMENT.stage is Stage.DEVELOPMENT
DEBUG = ENVIRONMENT.stage is Stage.DEVELOPMENT
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IN_PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "jumprope.interfaces.web.refused.expired"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _IN_PRODUCTION else 0

# The form for the scores of one assessment has a field for each student on each standard: at most 500 on 50.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 26_000

# Nothing is run but our own files, and nothing is framed.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses those who have failed too often; see sign_in.py
    "jumprope.platform.accounts.access.AccountBackend",
]
# An email address is unique within a tenant, not in the world; the backend above asks for the tenant where it
# must.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

# NIST SP 800-63B: length, and not a password that everyone guesses first; no rules of composition.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
