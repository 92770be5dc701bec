"""What all of a student's evidence says, whichever section and year it is from."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from graphplan import ids
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import DUE_ON, Class, a_class, a_teacher_of
from jumprope.learning.assessments.models import Score
from jumprope.mastery.determinations import reads, writes
from jumprope.mastery.determinations.models import StudentMastery
from jumprope.mastery.determinations.tests.gradebooks import give
from jumprope.mastery.policies.factories import a_conversion, a_policy, a_scale
from jumprope.mastery.policies.models import Scale
from jumprope.mastery.policies.writes import ConversionPoint
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_viewer, the_viewer_of
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses import reads as courses
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.rosters.factories import an_enrolment
from tests.fixtures import Ask
from tests.outcomes import statements
from tests.visibility import seen_by


def across(room: Class, student: int = 0, standard: int = 0) -> StudentMastery:
    """What is determined of one of the students on one of the standards across sections."""
    return StudentMastery.objects.get(student=room.students[student], standard=room.standards[standard])


def seen(mastery: StudentMastery) -> list[Any]:
    """The numbers of its evidence, in the order in which they count."""
    return [part["value"] for part in mastery.explanation["evidence"]]


@pytest.fixture
def elsewhere(room: Class) -> Class:
    """The same students and standards in another section, at the same school, with another teacher."""
    section = a_section(course=a_course(school=room.section.course.school))
    for student in room.students:
        an_enrolment(section=section, student=student)
    later = room.another_assessment(section=section, due_on=date(2026, 11, 1))
    return Class(section, a_teacher_of(section), room.students, room.standards, later)


def test_evidence_of_all_sections_counts_in_the_order_of_due_dates(room: Class, elsewhere: Class) -> None:
    give(elsewhere, 4)
    give(room, 2)
    assert (across(room).value, seen(across(room))) == (Decimal("3.3"), ["2", "4"])
    assert across(room).level == room_level("Proficient")
    assert [part["key"] for part in across(room).explanation["evidence"]] == [
        ids.encode("Assessment", each.assessment.pk) for each in (room, elsewhere)
    ]


def room_level(name: str) -> Any:
    return Scale.objects.order_by("pk")[0].levels.get(name=name)


def test_evidence_of_one_day_keeps_the_order_in_which_it_was_first_saved(
    room: Class, elsewhere: Class
) -> None:
    same_day = elsewhere.another_assessment()
    give(elsewhere, 1, assessment=same_day)
    give(room, 4)
    assert seen(across(room)) == ["1", "4"]


def test_a_student_who_has_changed_sections_keeps_the_evidence(room: Class, elsewhere: Class) -> None:
    give(room, 2)
    enrolment = room.students[0].enrolments.get(section=room.section)
    enrolment.ends_on = date(2026, 10, 15)
    enrolment.save()
    give(elsewhere, 4)
    assert seen(across(room)) == ["2", "4"]


def test_the_policy_is_that_of_the_school_and_not_of_a_section(room: Class, scale: Scale) -> None:
    a_policy(scale=scale, section=room.section, calculation_type="lowest")
    a_policy(scale=scale, school=room.section.course.school, calculation_type="highest")
    give(room, 2)
    give(room, 4, assessment=room.another_assessment(due_on=date(2026, 10, 8)))
    give(room, 3, assessment=room.another_assessment(due_on=date(2026, 10, 9)))
    assert (across(room).value, across(room).explanation["type"]) == (Decimal(4), "highest")


def test_whoever_has_changed_schools_is_under_the_policy_of_the_newest_evidence(
    room: Class, scale: Scale
) -> None:
    there = a_section()
    an_enrolment(section=there, student=room.students[0])
    a_policy(scale=scale, school=there.course.school, calculation_type="lowest")
    give(room, 2)
    assert across(room).explanation["type"] == "decaying_average"
    moved = Class(there, a_teacher_of(there), room.students, room.standards, room.assessment)
    give(moved, 4, assessment=room.another_assessment(section=there, due_on=date(2026, 11, 1)))
    assert (across(room).value, across(room).explanation["type"]) == (Decimal(2), "lowest")


@pytest.fixture
def points(elsewhere: Class) -> Scale:
    """A scale from 0 to 100, which holds in the other section."""
    scale = a_scale(highest=Decimal(100))
    a_policy(scale=scale, section=elsewhere.section, calculation_type="latest")
    return scale


@pytest.mark.usefixtures("points")
def test_evidence_of_another_scale_does_not_count_where_no_conversion_leads_here(
    room: Class, elsewhere: Class
) -> None:
    give(room, 2)
    give(elsewhere, 80)
    parts = across(room).explanation["evidence"]
    assert [(part["value"], part["reason"]) for part in parts] == [("2", None), ("80", "other_scale")]
    assert across(room).value == 2


def test_evidence_of_another_scale_counts_for_what_it_is_here(
    room: Class, elsewhere: Class, scale: Scale, points: Scale
) -> None:
    a_conversion(origin=points, destination=scale, points=[(0, 0), (50, 2), (100, 4)])
    give(room, 2)
    give(elsewhere, 75, 0)
    assert seen(across(room)) == ["2", "3"]
    assert seen(across(room, standard=1)) == ["0"]
    assert across(room).value == Decimal("2.65")


def point(given: int, shown: int) -> ConversionPoint:
    return ConversionPoint(given=Decimal(given), shown=Decimal(shown))


def test_mastery_follows_when_a_conversion_is_set_and_set_anew(
    room: Class, elsewhere: Class, scale: Scale, points: Scale, operator: Viewer
) -> None:
    give(elsewhere, 75)
    convert = partial(
        writes.set_conversion,
        viewer=operator,
        origin_id=points.pk,
        destination_id=scale.pk,
        kind="linear",
    )
    ends = [point(0, 0), point(100, 4)]
    first = convert(points=ends)
    assert across(room).value == 3
    assert convert(points=[point(0, 0), point(75, 1), point(100, 4)]) == first
    assert (across(room).value, across(room).revision) == (Decimal(1), 3)


def test_mastery_follows_policies_assessments_and_levels(
    room: Class, elsewhere: Class, scale: Scale, operator: Viewer
) -> None:
    give(room, 4)
    give(elsewhere, 2)
    writes.set_policy(viewer=operator, scale_id=scale.pk, calculation_type="highest")
    assert across(room).value == 4
    writes.retire_level(viewer=operator, level_id=room_level("Extending").pk)
    assert across(room).level == room_level("Proficient")
    writes.change_assessment(viewer=room.teacher, assessment_id=room.assessment.pk, weight=Decimal(0))
    assert across(room).value == 2
    assert list(reads.drift_anywhere()) == []


def test_only_what_was_touched_gets_a_new_revision(room: Class, elsewhere: Class) -> None:
    give(room, 1, 2, 3, 4)
    give(elsewhere, 4)
    revisions = {
        (student, standard): across(room, student, standard).revision
        for student in (0, 1)
        for standard in (0, 1)
    }
    assert revisions == {(0, 0): 2, (0, 1): 1, (1, 0): 1, (1, 1): 1}
    give(elsewhere, 4, expected_revision=1)
    assert across(room).revision == 2


def test_drift_is_found_across_sections(room: Class) -> None:
    give(room, 1, 2)
    Score.objects.filter(value=1).update(value=3)
    [found] = reads.drift_across([student.pk for student in room.students])
    assert (found.determination, found.finding and found.finding.value) == (across(room), Decimal(3))
    StudentMastery.objects.filter(pk=across(room).pk).delete()
    [missing] = reads.drift_across([room.students[0].pk])
    assert missing.determination is None
    assert [drift.key for drift in reads.drift_anywhere()] == [
        reads.Key(room.section.pk, room.students[0].pk, room.standards[0].pk),
        reads.Across(room.students[0].pk, room.standards[0].pk),
    ]


def test_drift_takes_as_many_statements_for_many_as_for_one(room: Class) -> None:
    give(room, 1)
    big = a_class(students=20, standards=3)
    give(big, *[2] * 60)
    found = [statements(partial(reads.drift_across, [each.pk for each in a.students])) for a in (room, big)]
    assert found == [5, 5]


def test_it_is_seen_with_the_student_by_those_who_keep_or_teach_the_student_now(
    room: Class, elsewhere: Class, ask: Ask
) -> None:
    give(room, 2)
    one = {across(room).pk}
    school = room.section.course.school
    assert seen_by(room.teacher, "StudentMastery") == {"StudentMastery": one}
    assert seen_by(elsewhere.teacher, "StudentMastery") == {"StudentMastery": one}
    for role in (Role.SCHOOL_ADMIN, Role.COUNSELLOR):
        assert seen_by(a_viewer(role, school=school), "StudentMastery") == {"StudentMastery": one}
    another_school = a_class()
    strangers = (
        another_school.teacher,
        a_viewer(Role.SUPPORT),
        a_viewer(Role.SCHOOL_ADMIN, school=another_school.section.course.school),
    )
    for stranger in strangers:
        assert seen_by(stranger, "StudentMastery") == {"StudentMastery": set()}
    own = ask(
        room.teacher,
        """query ($id: ID!) { student(id: $id) { mastery(first: 5) { edges { node {
          value level { name } studentId explanation { value evidence { value } }
        } } } } }""",
        id=ids.encode("Student", room.students[0].pk),
    )
    assert own["student"]["mastery"]["edges"] == [
        {
            "node": {
                "value": "2",
                "level": {"name": "Developing"},
                "studentId": ids.encode("Student", room.students[0].pk),
                "explanation": {"value": "2", "evidence": [{"value": "2"}]},
            }
        }
    ]


def test_a_teacher_does_not_follow_who_has_left_the_section(room: Class, elsewhere: Class) -> None:
    give(room, 2)
    give(elsewhere, 3)
    for enrolment in room.students[0].enrolments.filter(section=room.section):
        enrolment.ends_on = DUE_ON
        enrolment.save()
    assert seen_by(room.teacher, "StudentMastery") == {"StudentMastery": set()}
    assert seen_by(elsewhere.teacher, "StudentMastery") == {"StudentMastery": {across(room).pk}}


@pytest.mark.parametrize("days_after", [0, 1])
def test_a_teacher_does_not_follow_who_was_in_the_section_to_its_last_day(
    room: Class, tenant: Tenant, days_after: int
) -> None:
    give(room, 2)
    account = Account.objects.get(pk=room.teacher.account_id)
    last = courses.days_taught([room.section.pk])[room.section.pk].last
    day = datetime.combine(last, time(12), ZoneInfo(tenant.time_zone)) + timedelta(days=days_after)
    with clock.stopped_at(day):
        found = seen_by(the_viewer_of(account), "StudentMastery")
    assert found == {"StudentMastery": set() if days_after else {across(room).pk}}
