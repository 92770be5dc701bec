"""Accounts."""

from graphplan import Column, Id, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts import access, models


class AccountType(Type):
    """Someone, or some system, that signs in to the tenant."""

    class Meta:
        model = models.Account

    id = Id()
    email = Column()
    display_name = Column()
    is_active = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible(viewer)
