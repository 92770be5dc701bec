"""What the environment said, read once for all settings."""

from config import environment

ENVIRONMENT = environment.current()
