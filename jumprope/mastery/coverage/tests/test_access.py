"""Who is told of the coverage of what, and of how few students."""

from itertools import permutations
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import a_student_of, a_teacher_of
from jumprope.mastery.coverage.rules import LEAST_TOLD, Told
from jumprope.mastery.coverage.tests.conftest import Year, the_coverage
from jumprope.mastery.determinations.factories import a_determination
from jumprope.mastery.determinations.models import Determination
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Course, Section
from jumprope.school.people.factories import a_guardian, a_relationship
from jumprope.school.rosters.factories import an_enrolment
from jumprope.school.rosters.models import Enrolment
from tests.fixtures import Ask

FOUR_AND_SIX = (*["Beginning"] * 4, *["Proficient"] * 6)


def told_of(viewer: Viewer, year: Year) -> list[bool]:
    """Whether the viewer is told of the first section, the second, the course, and the school."""
    places: list[Section | Course | School] = [*year.sections, year.course, year.school]
    return [the_coverage(viewer, place) is not None for place in places]


def test_staff_is_told_as_far_as_it_reaches(year: Year, operator: Viewer) -> None:
    year.show(0, 0, "Proficient")
    elsewhere = a_section(course=a_course(school=year.school))
    expected = [
        (operator, [True] * 4),
        (a_viewer(Role.TENANT_ADMIN), [True] * 4),
        (a_viewer(Role.SCHOOL_ADMIN, school=year.school), [True] * 4),
        (a_viewer(Role.COUNSELLOR, school=year.school), [True] * 4),
        (a_viewer(Role.SUPPORT), [True] * 4),
        (a_viewer(Role.SCHOOL_ADMIN, school=a_school()), [False] * 4),
        (year.teacher, [True, False, True, True]),
        (a_teacher_of(year.sections[1], Role.CO_TEACHER), [False, True, True, True]),
        (a_teacher_of(elsewhere), [False, False, False, True]),
        (a_teacher_of(a_section()), [False] * 4),
        (a_viewer(Role.INTEGRATION), [False] * 4),
        (a_viewer(), [False] * 4),
    ]
    for viewer, told in expected:
        assert told_of(viewer, year) == told, viewer.reaches


def test_families_are_not_told(year: Year) -> None:
    student = a_student_of(year.sections[0], account=an_account())
    guardian = a_guardian(account=an_account())
    a_relationship(guardian=guardian, student=student)
    for role, account in ((Role.STUDENT, student.account), (Role.GUARDIAN, guardian.account)):
        assert told_of(a_viewer(role, account=account), year) == [False] * 4


def test_another_tenant_is_not_told(year: Year, other_tenant: Tenant) -> None:
    year.show(0, 0, "Proficient")
    with tenant_scope(other_tenant.pk):
        stranger = a_viewer(Role.TENANT_ADMIN)
        assert told_of(stranger, year) == [False] * 4
        assert told_of(Viewer.operator(other_tenant.pk, other_tenant.time_zone), year) == [False] * 4


def reached(viewer: Viewer, year: Year) -> Told:
    """What the viewer is told of the first standard in the school."""
    coverage = the_coverage(viewer, year.school)
    assert coverage is not None
    [covered] = coverage.assessed
    return covered.reached


def test_who_sees_the_students_is_told_of_few(year: Year) -> None:
    year.show(0, 0, "Beginning", "Proficient")
    year.show(1, 0, "Extending")
    for viewer in (a_viewer(Role.TENANT_ADMIN), a_viewer(Role.COUNSELLOR, school=year.school)):
        assert reached(viewer, year).students == 3
        assert sorted(reached(viewer, year).levels.values()) == [1, 1, 1]


def test_who_teaches_one_section_is_not_told_of_few_in_another(year: Year) -> None:
    """Also not by subtracting the teacher's own."""
    year.show(0, 0, *["Proficient"] * 20)
    year.show(1, 0, *["Proficient"] * 4)
    assert reached(year.teacher, year) == Told(None, {})
    year.show(1, 0, "Proficient")
    assert reached(year.teacher, year) == Told(25, {year.level("Proficient").pk: 25})


def test_levels_of_few_are_left_out_with_another(year: Year) -> None:
    year.show(1, 0, *FOUR_AND_SIX, *["Extending"] * 9)
    support = a_viewer(Role.SUPPORT)
    for viewer in (year.teacher, support):
        assert reached(viewer, year) == Told(19, {year.level("Extending").pk: 9})
    own = a_teacher_of(year.sections[1])
    assert sorted(reached(own, year).levels.values()) == [4, 6, 9]


def test_who_sees_some_of_the_students_is_told_of_the_school_alone(year: Year) -> None:
    """Six in the course and seven in the school would be one student elsewhere."""
    year.sections.append(a_section(course=a_course(school=year.school), terms=year.sections[0].terms.all()))
    year.show(0, 0, *["Proficient"] * 3)
    year.show(1, 0, *["Proficient"] * 6)
    year.show(2, 0, "Proficient")
    proficient = year.level("Proficient").pk
    for viewer in (year.teacher, a_viewer(Role.SUPPORT)):
        assert reached(viewer, year) == Told(10, {proficient: 10})
        [covered] = the_coverage(viewer, year.course).assessed  # type: ignore[union-attr]
        assert (covered.times, covered.reached) == (2, Told(None, {}))


@pytest.mark.parametrize("elsewhere", [1, 4, 5, 6])
@pytest.mark.parametrize("beside", [1, 4, 5, 6])
def test_no_number_less_others_is_that_of_few_students(year: Year, beside: int, elsewhere: int) -> None:
    """What is told of any place, less what is told of others in it, and of the viewer's own students."""
    year.sections.append(a_section(course=a_course(school=year.school), terms=year.sections[0].terms.all()))
    for section, students in enumerate((2, beside, elsewhere)):
        year.show(section, 0, *["Proficient"] * students)
    for viewer, own in ((year.teacher, 2), (a_viewer(Role.SUPPORT), 0)):
        numbers = [own]
        places: list[Section | Course | School] = [*year.sections, year.course, year.school]
        for place in (*places, year.sections[2].course):
            coverage = the_coverage(viewer, place)
            numbers += [each.reached.students or 0 for each in coverage.assessed] if coverage else []
        for more, less in permutations({*numbers, 0}, 2):
            assert more - less < 0 or more - less == own or more - less >= LEAST_TOLD, (more, less)


def test_a_student_who_is_seen_in_another_section_is_subtracted_too(year: Year) -> None:
    """Of five in the other section four are the teacher's own as well: one is not."""
    year.show(0, 0, *["Proficient"] * 4)
    for kept in Determination.objects.all():
        about = {"student": kept.student, "standard": kept.standard, "level": kept.level}
        a_determination(section=year.sections[1], **about)
    year.show(1, 0, "Proficient")
    assert reached(year.teacher, year) == Told(None, {})


def test_a_student_whom_the_teacher_sees_from_before_a_move_is_subtracted_too(year: Year) -> None:
    before, now = year.sections[1], year.sections[0]
    year.show(1, 0, *["Proficient"] * 5)
    moved = Determination.objects.filter(section=before)[0].student
    assert reached(year.teacher, year).students == 5
    left = Enrolment.objects.get(section=before, student=moved)
    an_enrolment(section=now, student=moved, moved_from=left)
    assert reached(year.teacher, year) == Told(None, {})


DOCUMENT = """query ($section: ID!) {
  section(id: $section) { coverage { ...all } course { coverage { ...all } school { coverage { ...all } } } }
}
fragment all on Coverage {
  measuredAgainst notAssessedIds
  assessed { standardId timesAssessed students levels { levelId students } }
}"""


def shown(ask: Ask, viewer: Viewer, year: Year) -> list[Any]:
    """What the API shows of the first section, the course, and the school."""
    section = ask(viewer, DOCUMENT, section=ids.encode("Section", year.sections[0].pk))["section"]
    course = section["course"]
    return [place["coverage"] for place in (section, course, course["school"])]


def test_the_api_shows_coverage(ask: Ask, year: Year) -> None:
    year.show(0, 1, "Proficient")
    first, second, *others = (ids.encode("Standard", standard.pk) for standard in year.standards)
    covered = {
        "measuredAgainst": "FRAMEWORKS",
        "notAssessedIds": [first, *others],
        "assessed": [
            {
                "standardId": second,
                "timesAssessed": 1,
                "students": 1,
                "levels": [{"levelId": ids.encode("Level", year.level("Proficient").pk), "students": 1}],
            }
        ],
    }
    assert shown(ask, year.teacher, year) == [covered] * 3


def test_who_may_not_is_shown_nothing(ask: Ask, year: Year) -> None:
    assert shown(ask, a_viewer(Role.INTEGRATION), year) == [None] * 3


def test_more_than_one_answer_holds_is_refused(ask: Ask, year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    year.show(0, 1, "Proficient")
    monkeypatch.setattr("jumprope.mastery.coverage.graphql.types.MOST_STANDARDS", 4)
    assert len(shown(ask, year.teacher, year)) == 3
    monkeypatch.setattr("jumprope.mastery.coverage.graphql.types.MOST_STANDARDS", 3)
    with pytest.raises(AssertionError, match="more standards than one answer holds"):
        shown(ask, year.teacher, year)
