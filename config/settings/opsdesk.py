"""What the desk for vulnerabilities was told; the desk itself says what it misses."""

from config.settings.told import ENVIRONMENT

OPSDESK = ENVIRONMENT.opsdesk
