"""Audit events."""

from graphplan import Column, Id, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.platform.audit import access, models


class AuditEventType(Type):
    """That something was done: by whom, when, and to what. Each event's digest covers the one before it."""

    class Meta:
        model = models.AuditEvent

    id = Id()
    position = Column()
    at = Column()
    account = One("Account")
    event = Column()
    details = Column()
    previous_digest = Column()
    digest = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible(viewer)
