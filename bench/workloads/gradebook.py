"""Opening a gradebook as a teacher, a guardian and a student: two documents, one that libraries have been
compared by before, and the product's own.
"""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import orjson
from django.http import HttpRequest, HttpResponse

from bench import product
from bench.byhand.gradebook import dicts, joined, text
from bench.byhand.gradebook.joined import GradebookJoined
from bench.byhand.gradebook.statements import Gradebook
from bench.byhand.page import dicts as page_dicts
from bench.byhand.page import text as page_text
from bench.byhand.page.statements import Page
from bench.byhand.spelling import key
from bench.district import District
from bench.peers import PEERS
from bench.variants import Kind, Variant, Workload
from jumprope.interfaces.graphql.documents import FOLDER
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer

DOCUMENT = """query Gradebook($section: ID!) {
  section(id: $section) {
    enrolments { student { id givenName familyName } }
    assessments { scores { id value studentId assessment { id title } standard { id code } } }
    determinations { studentId standard { id code } level { name } }
  }
}"""
PAGE = (FOLDER / "gradebook.graphql").read_text(encoding="utf-8")

ROUNDS = {Role.TEACHER: 20, Role.GUARDIAN: 100, Role.STUDENT: 100}
"""A family's answer is a thirtieth of a teacher's, and as quickly measured."""

BY_HAND, SAME, BEST, ALONE = Kind.BY_HAND, Kind.SAME_STATEMENTS, Kind.BEST, Kind.SQL_ALONE
NAMES = {
    BY_HAND: "hand-written SQL, dicts, orjson",
    SAME: "the same with nothing joined that many rows share",
    BEST: "the best by hand: that, straight to text",
    ALONE: "its SQL alone, rows dropped",
}


class Statements(Protocol):
    """What finds the rows."""

    def found(self, viewer: Viewer, section: int) -> Any:
        """The rows of all statements, or None."""


def gradebooks(district: District) -> Iterator[Workload]:
    """As each of the three; libraries know of no rules, and so can only be compared where all is seen."""
    for role, rounds in ROUNDS.items():
        libraries = _libraries(district) if role is Role.TEACHER else ()
        yield _gradebook(district, role, rounds, libraries)


def by_a_teacher(district: District) -> Workload:
    """As the teacher, by hand and by the product alone."""
    return _gradebook(district, Role.TEACHER, ROUNDS[Role.TEACHER], ())


def _gradebook(district: District, role: Role, rounds: int, libraries: tuple[Variant, ...]) -> Workload:
    statements = Gradebook(role)
    by_hand = (
        _variant(
            district, role, BY_HAND, GradebookJoined(role), lambda rows: orjson.dumps(joined.answer(rows))
        ),
        _variant(district, role, SAME, statements, lambda rows: orjson.dumps(dicts.answer(rows))),
        _variant(district, role, BEST, statements, text.answer),
        _variant(district, role, ALONE, statements, lambda _rows: b""),
    )
    return Workload(f"gradebook, {role}", rounds, (*by_hand, *libraries, _product(district, role, DOCUMENT)))


def pages(district: District) -> Iterator[Workload]:
    """The product's own document, which asks for more of each score and for fewer rows around it."""
    for role, rounds in ROUNDS.items():
        statements = Page(role)
        by_hand = (
            _variant(district, role, BY_HAND, statements, lambda rows: orjson.dumps(page_dicts.answer(rows))),
            _variant(district, role, BEST, statements, page_text.answer),
            _variant(district, role, ALONE, statements, lambda _rows: b""),
        )
        yield Workload(f"gradebook page, {role}", rounds, (*by_hand, _product(district, role, PAGE)))


def _variant(
    district: District, role: Role, kind: Kind, statements: Statements, finish: Callable[[Any], bytes | str]
) -> Variant:
    """Hand-written SQL with the rules of this role, and what is made of its rows."""
    viewer = district.viewers[role]

    def answer(http: HttpRequest) -> HttpResponse:
        section = key(orjson.loads(http.body)["variables"]["section"])
        return HttpResponse(finish(statements.found(viewer, section)), content_type="application/json")

    return Variant(NAMES[kind], kind, answer, _told(f"Section:{district.section_id}"))


def _libraries(district: District) -> tuple[Variant, ...]:
    """Every library, within the tenant and without any other rule."""
    body = {"query": DOCUMENT, **_told(str(district.section_id))}
    viewer = district.viewers[Role.TEACHER]
    return tuple(Variant(peer.name, peer.kind, peer.view(viewer), body) for peer in PEERS)


def _product(district: District, role: Role, document: str) -> Variant:
    answer = product.view(district.viewers[role], document)
    return Variant("JumpRope", Kind.PRODUCT, answer, _told(f"Section:{district.section_id}"))


def _told(section: str) -> dict[str, Any]:
    return {"variables": {"section": section}}
