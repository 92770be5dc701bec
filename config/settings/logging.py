"""What is logged, and where: everything to standard error, for whoever started the process to keep."""

LOG_LINE = "{asctime} {levelname} {name}: {message}"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": LOG_LINE, "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"jumprope": {"level": "INFO"}},
}
