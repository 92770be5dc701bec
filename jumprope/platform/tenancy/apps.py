"""The Django app; it registers the checks for what escapes tenancy."""

from django.apps import AppConfig
from django.core import checks


class TenancyConfig(AppConfig):
    name = "jumprope.platform.tenancy"

    def ready(self) -> None:
        from jumprope.kit.tenancy.checks import tenancy

        checks.register(tenancy, checks.Tags.models)
