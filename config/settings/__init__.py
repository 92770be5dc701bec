"""Django's settings, one short file for each matter; all that varies comes from `config.environment`."""

from config.settings.apps import *  # noqa: F403
from config.settings.database import *  # noqa: F403
from config.settings.documents import *  # noqa: F403
from config.settings.internationalisation import *  # noqa: F403
from config.settings.logging import *  # noqa: F403
from config.settings.opsdesk import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.sign_in import *  # noqa: F403
