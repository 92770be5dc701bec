"""Who is asking: reaches that rules may branch on, and ids that they may only compare in SQL."""

from typing import Self, TypeVar

from django.db.models import BigIntegerField, DateField, DateTimeField, Model, QuerySet

from graphplan import Flags, Param, Params
from graphplan import Viewer as PlannedViewer
from jumprope.kit import clock
from jumprope.kit.permissions import Permission, Reach
from jumprope.kit.tenancy import across_tenants

Row = TypeVar("Row", bound=Model)

TENANT = "tenancy.Tenant"


class Viewer(PlannedViewer):
    """One account in one tenant at one moment; made once per request from its role assignments.

    `account_id` is None for an operator at the command line, who acts in a tenant's name.
    """

    tenant_id = Param(BigIntegerField())
    account_id = Param(BigIntegerField())
    today = Param(DateField())
    now = Param(DateTimeField())
    reaches = Flags()
    schools = Params(BigIntegerField(), many=True)

    def reaches_by(self, permission: Permission, reach: Reach) -> bool:
        """Whether this permission is held over rows of this reach."""
        return (permission.name, reach.value) in self.reaches

    def may(self, permission: Permission) -> bool:
        """Whether this permission is held over any rows at all."""
        return any(self.reaches_by(permission, reach) for reach in Reach)

    def sees_classes(self, permission: Permission) -> bool:
        """Whether this permission is held over more rows than a family's."""
        return any(
            self.reaches_by(permission, reach) for reach in (Reach.TENANT, Reach.SCHOOL, Reach.SECTION)
        )

    def rows(self, model: type[Row]) -> QuerySet[Row]:
        """The rows of the viewer's tenant, whatever the scope.

        Rules take the rows of their inner queries from here and nowhere else: while a plan is compiled the
        tenant is a symbol, and the manager's would be one tenant's id, frozen into a plan that all share.
        """
        if model._meta.label == TENANT:
            return model._default_manager.filter(pk=self.tenant_id)
        with across_tenants():
            return model._default_manager.filter(tenant_id=self.tenant_id)

    @classmethod
    def operator(cls, tenant_id: int, time_zone: str) -> Self:
        """The viewer of the command line: no account, every permission, in the name of one tenant."""
        return cls(
            tenant_id=tenant_id,
            account_id=None,
            now=clock.now(),
            today=clock.today(time_zone),
            reaches={(name, Reach.TENANT.value) for name in Permission.declared},
            schools={},
        )
