"""The tenant and its schools."""

from graphplan import ALL, Column, Id, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import models


class TenantType(Type):
    """The customer: a district, a network of schools, or one school."""

    class Meta:
        model = models.Tenant

    id = Id()
    slug = Column()
    name = Column()
    kind = Column(enum=models.TenantKind)
    time_zone = Column()
    locale = Column()
    sandbox = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:  # noqa: ARG004 - there is only the viewer's own
        return ALL


class SchoolType(Type):
    """A school of the tenant. Who signs in may know which schools there are."""

    class Meta:
        model = models.School

    id = Id()
    name = Column()
    closed_on = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:  # noqa: ARG004
        return ALL
