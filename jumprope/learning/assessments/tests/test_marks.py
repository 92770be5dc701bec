"""Which marks and assessment types a tenant has."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes
from jumprope.learning.assessments.factories import a_mark, a_teacher_of, an_assessment_type
from jumprope.learning.assessments.models import AssessmentType, Effect, Mark
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.factories import a_section
from tests.outcomes import refused
from tests.visibility import seen_by


def test_a_tenant_begins_with_four_marks(operator: Viewer) -> None:
    writes.begin_marks(viewer=operator)
    assert set(Mark.objects.values_list("code", "name", "effect", "raises_alert")) == {
        ("M", "Missing", Effect.NOT_COUNTED, True),
        ("INC", "Incomplete", Effect.NOT_COUNTED, True),
        ("EX", "Excused", Effect.EXCUSED, False),
        ("NYA", "Not yet assessed", Effect.NOT_COUNTED, False),
    }


def test_what_a_tenant_has_already_stays_as_it_is(operator: Viewer) -> None:
    mine = a_mark("M", name="Not handed in", effect=Effect.LOWEST)
    assert len(writes.begin_marks(viewer=operator).mark_ids) == 3
    mine.refresh_from_db()
    assert (mine.name, mine.effect) == ("Not handed in", Effect.LOWEST)
    assert writes.begin_marks(viewer=operator).mark_ids == []


def test_a_mark_of_the_tenants_own_is_made(operator: Viewer) -> None:
    made = writes.make_mark(viewer=operator, code=" abs ", name="Absent", effect=Effect.EXCUSED)
    mark = Mark.objects.get(pk=made.mark_id)
    assert (mark.code, mark.name, mark.effect, mark.raises_alert) == ("ABS", "Absent", "excused", False)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code": ""}, ("value_missing", "code")),
        ({"code": "A B"}, ("value_invalid", "code")),
        ({"code": "ÄÖ"}, ("value_invalid", "code")),
        ({"name": " "}, ("value_missing", "name")),
        ({"effect": "zero"}, ("value_invalid", "effect")),
        ({"code": "m"}, ("mark_code_taken", "code")),
    ],
)
def test_a_mark_that_cannot_be_is_refused(
    operator: Viewer, changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    a_mark("M")
    values = {"code": "L", "name": "Late", "effect": Effect.NOT_COUNTED} | changes
    with refused(problem):
        writes.make_mark(viewer=operator, **values)


def test_a_mark_is_retired_once(operator: Viewer) -> None:
    mark = a_mark("M")
    writes.retire_mark(viewer=operator, mark_id=mark.pk)
    mark.refresh_from_db()
    assert mark.retired_at == operator.now
    with refused(("mark_retired", "mark_id")):
        writes.retire_mark(viewer=operator, mark_id=mark.pk)


def test_a_type_is_made_changed_and_retired(operator: Viewer) -> None:
    key = writes.make_assessment_type(viewer=operator, name=" Quiz ").assessment_type_id
    kind = AssessmentType.objects.get(pk=key)
    assert (kind.name, kind.default_weight, kind.retired_at) == ("Quiz", Decimal(1), None)
    writes.change_assessment_type(viewer=operator, assessment_type_id=key, default_weight=Decimal("0.5"))
    writes.change_assessment_type(viewer=operator, assessment_type_id=key, name="Short quiz")
    writes.retire_assessment_type(viewer=operator, assessment_type_id=key)
    kind.refresh_from_db()
    assert (kind.name, kind.default_weight) == ("Short quiz", Decimal("0.5"))
    assert kind.retired_at == operator.now
    with refused(("type_retired", "assessment_type_id")):
        writes.retire_assessment_type(viewer=operator, assessment_type_id=key)


def test_types_are_told_apart_by_their_names(operator: Viewer) -> None:
    an_assessment_type(name="Quiz")
    other = an_assessment_type(name="Project")
    with refused(("type_name_taken", "name")):
        writes.make_assessment_type(viewer=operator, name="Quiz")
    with refused(("type_name_taken", "name")):
        writes.change_assessment_type(viewer=operator, assessment_type_id=other.pk, name="Quiz")
    with refused(("value_invalid", "default_weight")):
        writes.make_assessment_type(viewer=operator, name="Essay", default_weight=Decimal(-1))


def test_those_of_another_tenant_look_absent(operator: Viewer, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        mark, kind = a_mark("M").pk, an_assessment_type().pk
    for key in (mark, 10**9):
        with refused(("not_found", "mark_id")):
            writes.retire_mark(viewer=operator, mark_id=key)
    for key in (kind, 10**9):
        with refused(("not_found", "assessment_type_id")):
            writes.retire_assessment_type(viewer=operator, assessment_type_id=key)
        with refused(("not_found", "assessment_type_id")):
            writes.change_assessment_type(viewer=operator, assessment_type_id=key, name="Mine")


@pytest.mark.usefixtures("tenant")
def test_only_who_administers_the_tenant_says_which_there_are() -> None:
    section, mark, kind = a_section(), a_mark("M").pk, an_assessment_type().pk
    principal = a_viewer(Role.SCHOOL_ADMIN, school=section.course.school)
    for viewer in (principal, a_teacher_of(section)):
        for attempt in (
            partial(writes.begin_marks),
            partial(writes.make_mark, code="L", name="Late", effect="excused"),
            partial(writes.retire_mark, mark_id=mark),
            partial(writes.make_assessment_type, name="Quiz"),
            partial(writes.retire_assessment_type, assessment_type_id=kind),
        ):
            with refused(("not_found", None)):
                attempt(viewer=viewer)


@pytest.mark.usefixtures("tenant")
def test_everyone_of_the_tenant_sees_them(other_tenant: Tenant) -> None:
    mark, kind = a_mark("M"), an_assessment_type()
    with tenant_scope(other_tenant.pk):
        a_mark("M")
        an_assessment_type()
    for role in (Role.STUDENT, Role.TEACHER, Role.INTEGRATION):
        seen = seen_by(a_viewer(role), "Mark", "AssessmentType")
        assert seen == {"Mark": {mark.pk}, "AssessmentType": {kind.pk}}
