"""graphene-django at its best: rows prefetched by hand, and no column that this document does not ask for."""

from functools import cache
from typing import Any

import graphene
from graphene_django import DjangoObjectType
from graphene_django.registry import Registry
from graphene_django.views import GraphQLView

from bench.peers import prefetching
from bench.peers.graphene_types import schema_of
from bench.peers.peer import Peer
from jumprope.platform.accounts.models import Account
from jumprope.platform.tenancy.models import Tenant


class Resolvers:
    """The roots."""

    @staticmethod
    def section(_info: Any, key: str) -> Any:
        return prefetching.section(key)

    @staticmethod
    def me(_info: Any, key: int) -> Any:
        return Account.objects.only("email", "display_name", "is_active").get(pk=key)

    @staticmethod
    def tenant(_info: Any, key: int) -> Any:
        return Tenant.objects.only("name", "time_zone").get(pk=key)


@cache
def _make() -> Any:
    schema = schema_of(
        DjangoObjectType,
        Registry(),
        student_id=lambda: graphene.ID(required=True),
        resolvers=Resolvers,
    )
    return GraphQLView.as_view(schema=schema)


PEER = Peer("graphene-django, prefetched by hand", _make)
