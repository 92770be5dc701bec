"""The Django app; it gives commands their journal."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jumprope.platform.audit"

    def ready(self) -> None:
        from jumprope.kit import command
        from jumprope.platform.audit.writes import Journal

        command.install(Journal())
