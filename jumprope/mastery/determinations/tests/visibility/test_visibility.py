"""Everyone of the village sees exactly what the oracle says; and a rule that goes wrong is noticed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from graphplan import ALL, NOBODY, ids
from jumprope.kit.permissions import Permission, Role
from jumprope.kit.tenancy import across_tenants
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access as assessments
from jumprope.learning.assessments.models import Assessment, Score
from jumprope.mastery.determinations import access as determinations
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.tests.visibility.gradebooks import Gradebooks
from jumprope.mastery.determinations.tests.visibility.oracle import GradebookOracle
from jumprope.mastery.policies import access as policies
from jumprope.school.rosters import access as rosters
from tests.fixtures import Ask
from tests.visibility import seen_by

TYPES = (
    *("Scale", "Level", "Policy", "Assessment", "AlignedStandard"),
    *("Score", "ScoreChange", "Determination", "DeterminationChange"),
)

EVERYTHING = """
query {
  scales { id levels { id } }
  policies(first: 100) { edges { node { id section { id } scale { id } } } }
  courses(first: 100) { edges { node { sections(first: 100) { edges { node { ...book } } } } } }
  students(first: 100) { edges { node { determinations { ...mastery } } } }
  mySections { ...book }
  myStudents { determinations { ...mastery } }
}
fragment book on Section {
  assessments {
    id alignedStandards { id } section { id }
    scores { id student { id } studentId changes(first: 10) { edges { node { id } } } }
  }
  determinations { ...mastery }
}
fragment mastery on Determination {
  id student { id } studentId section { id } changes(first: 10) { edges { node { id } } }
}
"""


def differences(books: Gradebooks, first: Role | None = None) -> Iterator[str]:
    """Where what someone sees is not what the oracle says; of those who hold the `first` role first."""
    roles = books.village.roles
    for name in sorted(books.village.accounts, key=lambda name: all(h.role != first for h in roles[name])):
        viewer = books.village.viewer(name)
        seen, expected = seen_by(viewer, *TYPES), GradebookOracle(books, name, viewer.today).seen()
        for kind in expected:
            if seen[kind] != expected[kind]:
                yield f"{name} sees of {kind}: {sorted(seen[kind])}, and should see {sorted(expected[kind])}"


def test_everyone_sees_exactly_what_the_oracle_says(books: Gradebooks) -> None:
    assert list(differences(books)) == []


def test_the_oracle_says_what_the_gradebooks_were_made_for(books: Gradebooks) -> None:
    def students(name: str) -> list[str]:
        keys = GradebookOracle(books, name, books.village.viewer(name).today).seen()["Score"]
        return sorted(score.student.given_name for score in books.scores if score.pk in keys)

    assert students("tenant admin") == ["Ada", "Ada", "Ben", "Cem", "Cem", "Dora", "Eli", "Fay"]
    assert students("principal of Oak") == students("counsellor") == ["Ada", "Ada", "Cem", "Dora", "Eli"]
    assert students("teacher") == ["Ada", "Ada", "Cem", "Dora"]
    assert students("co-teacher") == ["Ada", "Cem", "Dora"]
    assert students("art teacher who is a mother") == ["Ben", "Cem", "Dora"]
    assert students("mother") == ["Ada", "Ada", "Ben"]
    assert students("father") == ["Ben"]
    assert students("uncle") == ["Fay"]
    assert students("Ada") == ["Ada", "Ada"]
    assert students("Cem") == ["Cem", "Cem"]
    for name in ("Eli", "former teacher", "next teacher", "teacher without a role", "lapsed", "nobody"):
        assert students(name) == [], name
    for name in ("support", "support for all", "system", "system of Elm"):
        assert students(name) == [], name


def found_in(answer: Any) -> Iterator[tuple[str, int]]:
    """Every identifier in an answer, as type and key."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, list):
        for value in answer:
            yield from found_in(value)
    elif isinstance(answer, str) and (match := re.fullmatch(r"([A-Za-z]+):(\d+)", answer)):
        yield match[1], int(match[2])


def test_nothing_leads_to_what_should_not_be_seen(books: Gradebooks, ask: Ask) -> None:
    for name in books.village.accounts:
        viewer = books.village.viewer(name)
        oracle = GradebookOracle(books, name, viewer.today)
        expected = oracle.seen() | super(GradebookOracle, oracle).seen()
        found = set(found_in(ask(viewer, EVERYTHING)))
        assert {(kind, key) for kind, key in found if key not in expected[kind]} == set(), name
        for kind in TYPES:
            assert {key for found_kind, key in found if found_kind == kind} == expected[kind], (name, kind)


@pytest.mark.parametrize(
    ("root", "model"), [("assessment", Assessment), ("score", Score), ("determination", Determination)]
)
def test_absent_and_forbidden_are_the_same_to_the_last_statement(
    books: Gradebooks, ask: Ask, root: str, model: type[Any]
) -> None:
    viewer = books.village.viewer("teacher")
    with across_tenants():
        foreign = model.objects.exclude(tenant=viewer.tenant_id).values_list("pk", flat=True)[0]
    hidden = {
        "assessment": books.assessments["art"].pk,
        "score": next(each.pk for each in books.scores if each.student.given_name == "Ben"),
        "determination": next(each.pk for each in books.determinations if each.student.given_name == "Ben"),
    }

    def run(key: int) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            document = f"query ($id: ID!) {{ {root}(id: $id) {{ id }} }}"
            assert ask(viewer, document, id=ids.encode(model.__name__, key)) == {root: None}
        return [re.sub(r"\b\d+\b", "N", query["sql"]) for query in captured]

    assert run(hidden[root]) == run(foreign) == run(10**9)


def everything(_viewer: Viewer) -> Q:
    return ALL


def nothing(_viewer: Viewer) -> Q:
    return NOBODY


def as_if_it_were_nobodys(viewer: Viewer, permission: Any, *, section: str, student: str = "") -> Q:  # noqa: ARG001
    """A class list is taken for a student's own record."""
    return reached(viewer, permission, section=section)


reached = rosters.reached

FAULTS: dict[str, tuple[object, str, Any]] = {
    f"{who} {module.__name__.split('.')[-2]}.{name}": (module, name, wrong)
    for module, names in (
        (
            assessments,
            ["visible_assessments", "visible_alignments", "visible_scores", "visible_score_changes"],
        ),
        (determinations, ["visible_determinations", "visible_changes"]),
        (policies, ["visible_policies"]),
    )
    for name in names
    for who, wrong in (("everybody has", everything), ("nobody has", nothing))
} | {
    "classmates see each other's records": (rosters, "reached", as_if_it_were_nobodys),
    "nobody has policies.visible_scales": (policies, "visible_scales", nothing),
    "the family's other sections are left out": (rosters, "_attended", lambda *_, **__: NOBODY),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(books: Gradebooks, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    where, name, wrong = FAULTS[fault]
    monkeypatch.setattr(where, name, wrong)
    assert any(differences(books))


@contextmanager
def lost(permission: Permission, role: Role) -> Iterator[None]:
    """The role does not have the permission."""
    roles = permission.roles
    object.__setattr__(permission, "roles", roles - {role})
    try:
        yield
    finally:
        object.__setattr__(permission, "roles", roles)


@pytest.mark.parametrize(
    "permission",
    [assessments.READ_ASSESSMENTS, assessments.READ_SCORES, determinations.READ_MASTERY],
    ids=lambda permission: permission.name,
)
def test_a_permission_that_a_role_has_lost_is_noticed(books: Gradebooks, permission: Permission) -> None:
    for role in sorted(permission.roles):
        with lost(permission, role):
            assert any(differences(books, first=role)), role
