"""What is done to enrolments is written down; they can be reopened, and taken in from elsewhere."""

from datetime import date, timedelta

import pytest

from jumprope.kit.command import Answer, command
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.school.courses.factories import a_section
from jumprope.school.people.factories import a_student
from jumprope.school.rosters import writes
from jumprope.school.rosters.access import MANAGE_ROSTERS
from jumprope.school.rosters.factories import a_section_teacher, an_enrolment
from jumprope.school.rosters.models import Enrolment, EnrolmentChange
from jumprope.school.rosters.writes import ChangedEnrolment, NewEnrolment
from tests.outcomes import refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")

A_DAY = timedelta(days=1)


@command(MANAGE_ROSTERS, event="test.taken_in")
def take_in(*, viewer: Viewer, enrolments: list[NewEnrolment | ChangedEnrolment]) -> Answer:
    """What an importer does."""
    writes.take_in_enrolments(viewer=viewer, enrolments=enrolments, reason="As the district's system says")
    return Answer()


def known(
    enrolment: Enrolment,
    *,
    section_id: int | None = None,
    student_id: int | None = None,
    ends_on: date | None = None,
    is_primary: bool = False,
) -> ChangedEnrolment:
    return ChangedEnrolment(
        enrolment_id=enrolment.pk,
        section_id=section_id or enrolment.section_id,
        student_id=student_id or enrolment.student_id,
        starts_on=enrolment.starts_on,
        ends_on=ends_on or enrolment.ends_on,
        is_primary=is_primary,
    )


def acts() -> list[tuple[int, str, str]]:
    return list(EnrolmentChange.objects.order_by("pk").values_list("enrolment", "act", "reason"))


def test_ends_and_their_taking_back_are_written_down(operator: Viewer) -> None:
    today = operator.today
    one, two = an_enrolment(), an_enrolment(starts_on=today)
    keys = [one.pk, two.pk]
    writes.withdraw(viewer=operator, enrolment_ids=keys, ends_on=today, reason=" A clash of lessons ")
    writes.reopen_enrolment(
        viewer=operator, section_id=one.section_id, student_id=one.student_id, reason="A mistake"
    )
    assert acts() == [
        (one.pk, "ended", "A clash of lessons"),
        (two.pk, "taken_back", "A clash of lessons"),
        (one.pk, "reopened", "A mistake"),
    ]
    assert Enrolment.objects.get(pk=one.pk).ends_on is None


def test_what_cannot_be_reopened(operator: Viewer) -> None:
    today = operator.today
    lasting, gone = an_enrolment(), an_enrolment(student=a_student(left_on=today), ends_on=today)
    ends = [(lasting.section_id, lasting.student_id), (gone.section_id, gone.student_id)]
    stranger = a_viewer(Role.SCHOOL_ADMIN, school=a_section().course.school)
    tried = [
        (operator, ends[0], ("enrolment_not_ended", "student_id")),
        (operator, ends[1], ("student_has_left", "student_id")),
        (operator, (ends[0][0], ends[1][1]), ("not_found", "student_id")),
        (operator, (10**9, ends[1][1]), ("not_found", "section_id")),
        (stranger, ends[1], ("not_found", "section_id")),
    ]
    for viewer, (section_id, student_id), problem in tried:
        with refused(problem):
            writes.reopen_enrolment(viewer=viewer, section_id=section_id, student_id=student_id)


def test_who_is_moved_comes_from_somewhere(operator: Viewer) -> None:
    old = an_enrolment(is_primary=True)
    section = a_section(course=old.section.course, terms=old.section.terms.all())
    moved = writes.move_between_sections(
        viewer=operator,
        student_id=old.student_id,
        from_section_id=old.section_id,
        to_section_id=section.pk,
        on=operator.today,
        reason="A smaller group",
    )
    new = Enrolment.objects.get(pk=moved.enrolment_id)
    assert (new.moved_from_id, new.is_primary) == (old.pk, True)
    assert acts() == [(old.pk, "ended", "A smaller group")]


def test_enrolments_are_taken_in_new_and_known(operator: Viewer) -> None:
    kept, ended = an_enrolment(), an_enrolment()
    new = NewEnrolment(
        section_id=kept.section_id, student_id=ended.student_id, starts_on=kept.starts_on, is_primary=True
    )
    take_in(viewer=operator, enrolments=[known(kept), known(ended, ends_on=operator.today), new])
    found = Enrolment.objects.order_by("pk").values_list("ends_on", "is_primary")
    assert list(found) == [(None, False), (operator.today, False), (None, True)]
    assert acts() == [(ended.pk, "ended", "As the district's system says")]


def test_what_was_fine_once_is_not_looked_at_again(operator: Viewer) -> None:
    early = an_enrolment()
    Enrolment.objects.update(starts_on=early.starts_on - 30 * A_DAY, ends_on=early.starts_on - 30 * A_DAY)
    early.refresh_from_db()
    take_in(viewer=operator, enrolments=[known(early, is_primary=True)])
    assert Enrolment.objects.get().is_primary
    with refused(("outside_term", "enrolments.0.starts_on"), ("ends_not_later", "enrolments.0.ends_on")):
        take_in(viewer=operator, enrolments=[known(early, ends_on=early.starts_on - A_DAY)])


def test_a_known_enrolment_keeps_its_student_and_section(operator: Viewer) -> None:
    one, two = an_enrolment(), an_enrolment()
    with refused(("not_found", "enrolments.0.enrolment_id"), ("already_enrolled", "enrolments.0.student_id")):
        take_in(
            viewer=operator,
            enrolments=[known(one, section_id=two.section_id, student_id=two.student_id)],
        )


def test_the_number_of_enrolments_does_not_matter(operator: Viewer) -> None:
    section = a_section()

    def taken_in(number: int) -> int:
        given: list[NewEnrolment | ChangedEnrolment] = [
            known(an_enrolment(section=section), ends_on=operator.today) for _ in range(number)
        ]
        given += [
            NewEnrolment(section_id=section.pk, student_id=student.pk, starts_on=operator.today)
            for student in [a_student(school=section.course.school) for _ in range(number)]
        ]
        return statements(lambda: take_in(viewer=operator, enrolments=given))

    taken_in(1)
    assert taken_in(2) == taken_in(50)


def test_why_someone_left_is_for_those_who_run_the_school(operator: Viewer) -> None:
    enrolment = an_enrolment()
    writes.withdraw(viewer=operator, enrolment_ids=[enrolment.pk], ends_on=operator.today, reason="Moved")
    (change,) = EnrolmentChange.objects.all()
    school = enrolment.section.course.school
    for role, seen in (
        (Role.SCHOOL_ADMIN, {change.pk}),
        (Role.COUNSELLOR, {change.pk}),
        (Role.SUPPORT, set[int]()),
    ):
        viewer = a_viewer(role, school=school)
        assert seen_by(viewer, "EnrolmentChange") == {"EnrolmentChange": seen}, role
    teaching = a_section_teacher(section=enrolment.section)
    teacher = a_viewer(Role.TEACHER, account=teaching.staff_member.account)
    assert seen_by(teacher, "EnrolmentChange") == {"EnrolmentChange": set()}
