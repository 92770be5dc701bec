"""Roles, and which of them an account holds."""

from graphplan import Column, Id, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.graphql.types import AccountType
from jumprope.platform.permissions import access, models


class RoleAssignmentType(Type):
    """A role that an account holds for a school, or for the whole tenant, from one instant until another."""

    class Meta:
        model = models.RoleAssignment

    id = Id()
    account = One("Account", null=False)
    role = Column(enum=Role)
    school = One("School")
    starts_at = Column()
    ends_at = Column()
    reason = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible(viewer)


AccountType.extend(
    role_assignments=Many(
        "RoleAssignment",
        "The roles that the account holds, held and will hold.",
        order_by="starts_at",
        at_most=500,
    )
)
