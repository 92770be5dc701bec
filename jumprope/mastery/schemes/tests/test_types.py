"""Parts that take the standards of a type: academic ones and habits of work."""

from decimal import Decimal
from functools import partial

import pytest

from jumprope.kit import clock
from jumprope.learning.assessments.factories import Class
from jumprope.learning.banks.factories import (
    a_bank,
    a_bank_standard,
    a_bank_version,
    a_published_version,
    a_standard_type,
)
from jumprope.learning.banks.models import BankVersion, StandardType
from jumprope.learning.standards.factories import a_standard
from jumprope.mastery.determinations.tests.gradebooks import give
from jumprope.mastery.policies.models import Scale
from jumprope.mastery.schemes import writes
from jumprope.mastery.schemes.factories import a_part, a_scheme, the_whole
from jumprope.mastery.schemes.models import CourseGrade, MasteryScheme
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.calendars.factories import a_school_year
from tests.outcomes import statements


@pytest.fixture
def academic() -> StandardType:
    """What students know and can do."""
    return a_standard_type(name="Academic")


@pytest.fixture
def habits() -> StandardType:
    """How they go about it."""
    return a_standard_type(name="Habits of work", counts_towards="habits")


@pytest.fixture
def version(room: Class, academic: StandardType, habits: StandardType) -> BankVersion:
    """The district's standards of this year: two academic ones, and a habit of work."""
    made = a_published_version(school_year=room.section.school_year)
    for standard, its in zip(room.standards, (academic, academic, habits), strict=True):
        a_bank_standard(version=made, standard=standard, standard_type=its)
    return made


@pytest.fixture
def by_type(scale: Scale, academic: StandardType, habits: StandardType) -> MasteryScheme:
    """67 % academic, 33 % habits."""
    scheme = a_scheme(scale=scale)
    whole = the_whole(scheme)
    a_part(scheme=scheme, parent=whole, name="Academic", weight=Decimal(67), standard_type=academic)
    a_part(scheme=scheme, parent=whole, name="Habits", weight=Decimal(33), standard_type=habits)
    return scheme


def grade_of_first(room: Class, scheme: MasteryScheme) -> CourseGrade:
    """What the first student's mastery comes to."""
    writes.determine_course_grades(viewer=room.teacher, section_id=room.section.pk, scheme_id=scheme.pk)
    return CourseGrade.objects.get(student=room.students[0])


def taken(grade: CourseGrade) -> list[list[str]]:
    """The numbers that each part took."""
    return [[each["value"] for each in part["result"]["evidence"]] for part in grade.explanation["parts"]]


@pytest.mark.usefixtures("version")
def test_a_part_takes_the_standards_of_its_type(room: Class, by_type: MasteryScheme) -> None:
    give(room, 4, 3, 2)
    grade = grade_of_first(room, by_type)
    assert taken(grade)[1:] == [["4", "3"], ["2"]]
    assert grade.value == Decimal("3.01")  # 0.67 × 3.5 + 0.33 × 2 = 3.005


@pytest.mark.usefixtures("version")
def test_a_part_of_heading_and_type_takes_what_is_of_both_and_one_takes_the_rest(
    room: Class, scale: Scale, academic: StandardType
) -> None:
    heading = a_standard(framework=room.standards[0].framework)
    for standard in (room.standards[0], room.standards[2]):
        standard.parent = heading
        standard.save()
    scheme = a_scheme(scale=scale)
    whole = the_whole(scheme)
    a_part(scheme=scheme, parent=whole, heading=heading, standard_type=academic)
    a_part(scheme=scheme, parent=whole, name="The rest")
    give(room, 4, 3, 2)
    assert taken(grade_of_first(room, scheme))[1:] == [["4"], ["3", "2"]]


def test_the_schools_own_bank_says_before_the_districts(
    room: Class, version: BankVersion, by_type: MasteryScheme, habits: StandardType
) -> None:
    year, first = version.school_year, room.standards[0]
    own = a_published_version(school_year=year, bank=a_bank(school=room.section.course.school))
    a_bank_standard(version=own, standard=first, standard_type=habits)
    # Nor does the district's other bank, which is younger than the school's.
    a_bank_standard(version=a_published_version(school_year=year), standard=first)
    give(room, 4, 3, 2)
    assert taken(grade_of_first(room, by_type))[1:] == [["3"], ["4", "2"]]


def test_other_banks_years_and_drafts_say_nothing(
    room: Class, by_type: MasteryScheme, habits: StandardType
) -> None:
    year = room.section.school_year
    versions = (
        a_published_version(school_year=year, bank=a_bank(school=a_school())),
        a_published_version(school_year=a_school_year()),
        a_bank_version(school_year=year),
    )
    for made, standard in zip(versions, room.standards, strict=True):
        a_bank_standard(version=made, standard=standard, standard_type=habits)
    removed = a_bank_standard(
        version=a_published_version(school_year=year), standard=room.standards[0], standard_type=habits
    )
    removed.removed_at = clock.now()
    removed.save()
    give(room, 4, 3, 2)
    grade = grade_of_first(room, by_type)
    assert grade.value is None
    assert [len(numbers) for numbers in taken(grade)] == [2, 0, 0]


@pytest.mark.usefixtures("version")
def test_types_take_two_statements_more(room: Class, scheme: MasteryScheme, by_type: MasteryScheme) -> None:
    give(room, 4, 3, 2)
    without, with_types = (
        statements(
            partial(
                writes.determine_course_grades,
                viewer=room.teacher,
                section_id=room.section.pk,
                scheme_id=each.pk,
            )
        )
        for each in (scheme, by_type)
    )
    assert with_types == without + 2
