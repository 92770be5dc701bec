"""What is logged, and where: everything to standard error, for whoever started the process to keep."""

from typing import Any

LOG_LINE = "{asctime} {levelname} {name}: {message}"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    # No exception is logged with its message, which may hold a child's name, and no invitation.
    "formatters": {"line": {"()": "jumprope.interfaces.graphql.faults.Line", "fmt": LOG_LINE, "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"jumprope": {"level": "INFO"}},
}
