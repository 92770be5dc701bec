"""A light query: who am I, and where."""

import orjson
from django.http import HttpRequest, HttpResponse

from bench import product
from bench.byhand import light
from bench.district import District
from bench.peers import PEERS
from bench.variants import Kind, Variant, Workload
from jumprope.kit.permissions import Role

DOCUMENT = "query Me { me { id email displayName isActive } tenant { name timeZone } }"
ROUNDS = 200


def workload(district: District) -> Workload:
    """The query as the teacher."""
    viewer = district.viewers[Role.TEACHER]

    def by_hand(http: HttpRequest) -> HttpResponse:
        orjson.loads(http.body)
        return HttpResponse(orjson.dumps(light.answer(light.found(viewer))), content_type="application/json")

    def sql_alone(http: HttpRequest) -> HttpResponse:
        orjson.loads(http.body)
        light.found(viewer)
        return HttpResponse(b"", content_type="application/json")

    body = {"query": DOCUMENT, "variables": {}}
    variants = (
        Variant("hand-written SQL, dicts, orjson", Kind.BY_HAND, by_hand, {"variables": {}}),
        Variant("its SQL alone, rows dropped", Kind.SQL_ALONE, sql_alone, {"variables": {}}),
        *(Variant(peer.name, peer.kind, peer.view(viewer), body) for peer in PEERS),
        Variant("JumpRope", Kind.PRODUCT, product.view(viewer, DOCUMENT), {"variables": {}}),
    )
    return Workload("light query", ROUNDS, variants)
