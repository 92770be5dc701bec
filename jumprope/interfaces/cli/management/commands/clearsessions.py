"""`jumprope clearsessions`: Django's own command, which finds our table of sessions by the settings."""

from django.contrib.sessions.management.commands import clearsessions


class Command(clearsessions.Command):
    help = "Delete the sessions that are over"
