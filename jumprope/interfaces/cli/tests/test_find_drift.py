"""`jumprope find-drift` says whether mastery agrees with its evidence, and if not, where."""

import json

import pytest

from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments.factories import Class, a_class
from jumprope.learning.assessments.models import Score
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.models import Determination, DeterminationChange
from jumprope.mastery.policies.factories import a_scale
from jumprope.platform.tenancy.factories import a_tenant
from tests.outcomes import every_row

FIND = ["find-drift", "--tenant", "elm"]


@pytest.fixture
def rooms(db: None) -> list[Class]:  # noqa: ARG001 - it is the database being there that is needed
    """Classes of one tenant, more than are looked at together; the last one's first student has shown a 3."""
    with tenant_scope(a_tenant(slug="elm").pk):
        a_scale()
        rooms = [a_class(students=1, standards=1) for _ in range(11)]
        last = rooms[-1]
        writes.record_scores(viewer=last.teacher, assessment_id=last.assessment.pk, cells=[last.cell(3)])
        return rooms


def ids(room: Class) -> dict[str, int]:
    return {
        "section_id": room.section.pk,
        "student_id": room.students[0].pk,
        "standard_id": room.standards[0].pk,
    }


def test_where_all_agrees_it_says_so(jumprope: JumpRope, rooms: list[Class]) -> None:
    assert rooms
    ended = jumprope(*FIND)
    assert (ended.status, ended.output) == (0, "All mastery says what its evidence says.\n")
    assert json.loads(jumprope(*FIND, "--json").output) == {"problems": []}


def test_drift_is_told_by_ids_alone_and_left_as_it_is(jumprope: JumpRope, rooms: list[Class]) -> None:
    where = ids(rooms[-1])
    with tenant_scope(rooms[-1].section.tenant_id):
        Score.objects.update(value=1)
    before = every_row()
    ended = jumprope(*FIND, "--json")
    problem, across = json.loads(ended.output)["problems"]
    message, of_all_sections = problem.pop("message"), across.pop("message")
    assert (ended.status, problem) == (REFUSED, {"code": "mastery_drifted", **where})
    assert message == (
        "Mastery does not say what its evidence says: section {section_id}, student {student_id}, "
        "standard {standard_id}.".format(**where)
    )
    assert across == {name: key for name, key in problem.items() if name != "section_id"}
    assert of_all_sections == message.replace("section {section_id}, ".format(**where), "")
    assert jumprope(*FIND).complaint == "".join(
        f"{each} (mastery_drifted)\n" for each in (message, of_all_sections)
    )
    assert every_row() == before


def test_mastery_that_is_missing_or_too_many_is_told(jumprope: JumpRope, rooms: list[Class]) -> None:
    with tenant_scope(rooms[0].section.tenant_id):
        Determination.objects.update(**ids(rooms[0]))
    complaints = jumprope(*FIND).complaint.splitlines()
    assert [complaint.split(":")[0] for complaint in complaints] == [
        "There is mastery, and no evidence",
        "There is evidence, and no mastery",
    ]
    with tenant_scope(rooms[0].section.tenant_id):
        DeterminationChange.objects.all().delete()
        Determination.objects.all().delete()
    assert jumprope(*FIND).complaint.startswith("There is evidence, and no mastery: section ")


@pytest.mark.usefixtures("rooms")
def test_another_tenants_drift_is_not_looked_at(jumprope: JumpRope) -> None:
    a_tenant(slug="oak")
    assert jumprope("find-drift", "--tenant", "oak").status == 0


@pytest.mark.django_db
def test_an_unknown_tenant_is_refused(jumprope: JumpRope) -> None:
    ended = jumprope(*FIND)
    assert ended.status == REFUSED
    assert "(tenant_unknown)" in ended.complaint
