"""graphene-django-query-optimizer at its best: its own object types, and `optimize_single()` at the roots."""

from functools import cache
from typing import Any

import graphene
from graphene_django.registry import get_global_registry
from graphene_django.views import GraphQLView

from bench.peers.graphene_types import schema_of
from bench.peers.peer import Peer
from jumprope.platform.accounts.models import Account
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.models import Section


@cache
def _make() -> Any:
    # Once it is imported, every schema of graphene-django that is built has its fields: so it comes last.
    import query_optimizer  # noqa: PLC0415

    class Resolvers:
        """The roots: what lies below is found from the document."""

        @staticmethod
        def section(info: Any, key: str) -> Any:
            return query_optimizer.optimize_single(Section.objects.all(), info, pk=key)

        @staticmethod
        def me(info: Any, key: int) -> Any:
            return query_optimizer.optimize_single(Account.objects.all(), info, pk=key)

        @staticmethod
        def tenant(info: Any, key: int) -> Any:
            return query_optimizer.optimize_single(Tenant.objects.all(), info, pk=key)

    schema = schema_of(
        query_optimizer.DjangoObjectType,
        get_global_registry(),
        student_id=lambda: query_optimizer.MultiField(graphene.ID, fields=["student_id"], required=True),
        resolvers=Resolvers,
    )
    return GraphQLView.as_view(schema=schema)


PEER = Peer("graphene-django-query-optimizer", _make)
