"""graphene-django-optimizer at its best: plain types, and `query()` at the roots.

Its own object type would ask again for every nested list.
"""

from functools import cache
from typing import Any

import graphene
import graphene_django_optimizer
from graphene_django import DjangoObjectType
from graphene_django.registry import Registry
from graphene_django.views import GraphQLView

from bench.peers.graphene_types import schema_of
from bench.peers.peer import Peer
from jumprope.platform.accounts.models import Account
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.models import Section


class Resolvers:
    """The roots: what lies below is found from the document."""

    @staticmethod
    def section(info: Any, key: str) -> Any:
        return graphene_django_optimizer.query(Section.objects.filter(pk=key), info).first()

    @staticmethod
    def me(info: Any, key: int) -> Any:
        return graphene_django_optimizer.query(Account.objects.filter(pk=key), info).first()

    @staticmethod
    def tenant(info: Any, key: int) -> Any:
        return graphene_django_optimizer.query(Tenant.objects.filter(pk=key), info).first()


def _student_id() -> Any:
    return graphene_django_optimizer.field(graphene.ID(required=True), only=("student_id",))


@cache
def _make() -> Any:
    schema = schema_of(DjangoObjectType, Registry(), student_id=_student_id, resolvers=Resolvers)
    return GraphQLView.as_view(schema=schema)


PEER = Peer("graphene-django-optimizer", _make)
