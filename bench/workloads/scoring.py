"""Scoring a class in one mutation; the same command for all, so that only what is around it differs."""

import orjson
from django.http import HttpRequest, HttpResponse

from bench import product
from bench.byhand import scoring
from bench.byhand.spelling import key
from bench.district import District
from bench.peers import PEERS
from bench.variants import Kind, Variant, Workload
from jumprope.kit.permissions import Role

DOCUMENT = """mutation ScoreClass($input: ScoreClassInput!) {
  scoreClass(input: $input) { errors { code } scores { id studentId value } }
}"""
ROUNDS = 60


def workload(district: District) -> Workload:
    """The mutation as the teacher."""
    viewer = district.viewers[Role.TEACHER]

    def by_hand(http: HttpRequest) -> HttpResponse:
        given = orjson.loads(http.body)["variables"]["input"]
        cells = [(key(cell["studentId"]), cell["value"]) for cell in given["scores"]]
        done = scoring.write_and_answer(viewer, key(given["assessmentId"]), key(given["standardId"]), cells)
        return HttpResponse(orjson.dumps(done), content_type="application/json")

    told = {"variables": {"input": _given(district, typed=True)}}
    body = {"query": DOCUMENT, "variables": {"input": _given(district, typed=False)}}
    variants = (
        Variant("hand-written SQL, dicts, orjson", Kind.BY_HAND, by_hand, told),
        *(Variant(peer.name, peer.kind, peer.view(viewer), body) for peer in PEERS),
        Variant("JumpRope", Kind.PRODUCT, product.view(viewer, DOCUMENT), told),
    )
    return Workload("scoring a class", ROUNDS, variants)


def _given(district: District, *, typed: bool) -> dict[str, object]:
    def identifier(kind: str, key: int) -> str:
        return f"{kind}:{key}" if typed else str(key)

    scores = [
        {"studentId": identifier("Student", student), "value": f"{1 + place % 7 * 0.5:g}"}
        for place, student in enumerate(district.student_ids)
    ]
    return {
        "assessmentId": identifier("Assessment", district.assessment_id),
        "standardId": identifier("Standard", district.standard_id),
        "scores": scores,
    }
