"""Where `jumprope compile-documents` wrote to, for `config.trusted`; None if nothing was compiled."""

from config.settings.told import ENVIRONMENT

TRUSTED_DOCUMENTS = ENVIRONMENT.documents
