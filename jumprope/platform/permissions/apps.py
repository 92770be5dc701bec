"""The Django app; it has every app declare its permissions, so that a viewer knows them all."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PermissionsConfig(AppConfig):
    name = "jumprope.platform.permissions"

    def ready(self) -> None:
        autodiscover_modules("access")
