"""`jumprope clearsessions`: Django's own command, which finds our table of sessions by the settings."""

from django.contrib.sessions.management.commands.clearsessions import Command

__all__ = ["Command"]
