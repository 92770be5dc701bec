"""The quick door for web servers: `config.trusted:application`, for the documents in `TRUSTED_DOCUMENTS`.

For the first of them that needs the application's own functions, Django's tables are loaded. What the door
does not answer itself, `config.wsgi` answers, which is loaded when it is first needed, too.
"""

import logging
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings

from config import environment
from config.driver import Reader
from config.environment import UnusableEnvironment
from jumprope.interfaces.trusted.door import Application, Door, opened

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def _application() -> Application:
    import django  # noqa: PLC0415 - as below

    django.setup()
    from jumprope.interfaces.trusted.application import answered  # noqa: PLC0415 - it needs tables

    return answered


def _ordinary() -> "WSGIApplication":
    from config.wsgi import application  # noqa: PLC0415 - it loads what this process mostly does without

    return application


def _door() -> Door:
    environment.use_settings()
    # As the settings say, but without logging.config, which takes as long to load as all the rest.
    logging.basicConfig(format=settings.LOG_LINE, style="{")
    told = environment.current()
    if told.documents is None:
        raise UnusableEnvironment(
            "documents_missing",
            "TRUSTED_DOCUMENTS is missing: name the folder that jumprope compile-documents wrote.",
        )
    return Door(
        opened(told.documents, told.database),
        partial(Reader, told.database),
        application=_application,
        ordinary=_ordinary,
    )


application = _door()
