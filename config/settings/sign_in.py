"""Signing in: how often one may fail, and how long a session lasts."""

from datetime import timedelta

SESSION_ENGINE = "jumprope.platform.accounts.access"

# A school day. Many of these browsers stand in classrooms and are used by the next child.
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# One address on the internet may fail ten times for an email address, then waits. Not counted are failures
# for an email address alone, or anyone could lock a teacher out, nor for an address alone, which a school
# shares.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "jumprope.interfaces.web.sign_in.wait"

# What is kept for that long names nobody: a digest in the email address's place, and no form.
AXES_USERNAME_CALLABLE = "jumprope.interfaces.web.sign_in.digest"
AXES_SENSITIVE_PARAMETERS = ["mail", "tenant", "csrfmiddlewaretoken", "username"]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
