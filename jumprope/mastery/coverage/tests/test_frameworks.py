"""What is taught and assessed of a state or national framework, through what stands for it."""

from dataclasses import dataclass
from functools import partial

import pytest

from graphplan import ids
from jumprope.kit import clock
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.alignments.factories import an_alignment
from jumprope.learning.assessments.factories import (
    a_class,
    a_score,
    a_student_of,
    a_teacher_of,
    an_assessment,
)
from jumprope.learning.banks.factories import a_bank_standard, a_published_version
from jumprope.learning.standards.factories import a_framework, a_standard
from jumprope.learning.standards.models import Standard
from jumprope.mastery.coverage import reads
from jumprope.mastery.coverage.reads import FrameworkCoverage, Over
from jumprope.mastery.coverage.rules import Told
from jumprope.mastery.coverage.tests.conftest import Year
from jumprope.mastery.determinations.factories import a_determination
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.courses.models import Course, Section
from tests.fixtures import Ask
from tests.outcomes import statements


@dataclass
class National:
    """A framework of a heading and four targets; the year's first two standards stand for the first target,
    and its third one for the second.
    """

    heading: Standard
    targets: list[Standard]


@pytest.fixture
def national(year: Year) -> National:
    """The framework, and what stands for it."""
    framework = a_framework()
    heading = a_standard(framework=framework)
    targets = [a_standard(framework=framework, parent=heading) for _ in range(4)]
    for place, target, kind in ((0, 0, "exact"), (1, 0, "part_of"), (2, 1, "close")):
        an_alignment(standard=year.standards[place], target=targets[target], kind=kind)
    return National(heading, targets)


def the_coverage(viewer: Viewer, of: Section | Course | School) -> FrameworkCoverage | None:
    """What the viewer is told of one place."""
    over = {Section: Over.SECTION, Course: Over.COURSE, School: Over.SCHOOL}[type(of)]
    return reads.framework_coverage(viewer=viewer, over=over, keys=[of.pk]).get(of.pk)


def told(viewer: Viewer, of: Section | Course | School, national: National) -> dict[int, tuple[int, Told]]:
    """How often each target was assessed and what is told of it, by the target's place."""
    found = the_coverage(viewer, of)
    assert found is not None
    places = {target.pk: place for place, target in enumerate(national.targets)}
    return {places[each.standard_id]: (each.times, each.reached) for each in found.assessed}


def missing(viewer: Viewer, of: Section | Course | School, national: National) -> tuple[set[int], set[int]]:
    """Which targets are not assessed, and which not taught, by their places."""
    found = the_coverage(viewer, of)
    assert found is not None
    places = {target.pk: place for place, target in enumerate(national.targets)}
    return {places[key] for key in found.not_assessed}, {places[key] for key in found.not_taught}


def test_what_stands_for_a_target_counts_there_together(year: Year, national: National) -> None:
    year.show(0, 0, "Proficient", "Beginning")
    year.show(0, 1, "Proficient")
    year.show(0, 3, "Extending")
    proficient, beginning = (year.level(name).pk for name in ("Proficient", "Beginning"))
    assert told(year.teacher, year.sections[0], national) == {0: (2, Told(3, {proficient: 2, beginning: 1}))}


def test_a_student_and_an_assessment_count_once_for_a_target(year: Year, national: National) -> None:
    [section, _] = year.sections
    both = year.standards[:2]
    student, assessment = a_student_of(section), an_assessment(section=section, standards=both)
    for on in both:
        a_score(assessment=assessment, student=student, standard=on)
        a_determination(section=section, student=student, standard=on, level=year.level("Proficient"))
    assert told(year.teacher, section, national) == {0: (1, Told(1, {year.level("Proficient").pk: 1}))}


def test_a_target_that_is_assessed_itself_counts_with_what_stands_for_it(
    year: Year, national: National
) -> None:
    year.show(0, 0, "Proficient")
    year.standards.append(national.targets[0])
    year.show(0, 4, "Proficient")
    [(times, reached)] = told(year.teacher, year.sections[0], national).values()
    assert (times, reached.students) == (2, 2)


def test_what_stands_for_two_targets_counts_for_both(year: Year, national: National) -> None:
    an_alignment(standard=year.standards[0], target=national.targets[3])
    year.show(0, 0, "Proficient")
    found = told(year.teacher, year.sections[0], national)
    assert found.keys() == {0, 3}
    assert found[0] == found[3]


def test_an_alignment_that_was_withdrawn_counts_no_more(year: Year, national: National) -> None:
    year.show(0, 2, "Proficient")
    assert told(year.teacher, year.sections[0], national).keys() == {1}
    year.standards[2].alignments.update(withdrawn_at=clock.now())
    assert told(year.teacher, year.sections[0], national) == {}


def test_what_the_banks_have_and_what_nobody_teaches_are_told_apart(year: Year, national: National) -> None:
    version = a_published_version(school_year=year.sections[0].school_year)
    for standard in (year.standards[0], year.standards[2], year.standards[3], national.targets[2]):
        a_bank_standard(version=version, standard=standard)
    year.show(0, 0, "Proficient")
    for of in (year.sections[0], year.course, year.school):
        assert missing(year.teacher, of, national) == ({1, 2}, {3})


@pytest.mark.parametrize("is_assessed", [False, True])
def test_what_stands_for_a_heading_teaches_what_is_under_it_and_assesses_the_heading_alone(
    year: Year, national: National, *, is_assessed: bool
) -> None:
    version = a_published_version(school_year=year.sections[0].school_year)
    for standard in (year.standards[0], year.standards[3]):
        a_bank_standard(version=version, standard=standard)
    elsewhere = a_standard(framework=national.heading.framework)
    an_alignment(standard=year.standards[3], target=national.heading)
    year.show(0, 0, "Proficient")
    if is_assessed:
        year.show(0, 3, "Extending")
    found = the_coverage(year.teacher, year.sections[0])
    assert found is not None
    first, *others = (target.pk for target in national.targets)
    assert {each.standard_id for each in found.assessed} == {first, *[national.heading.pk] * is_assessed}
    assert found.not_assessed == {*others, *[national.heading.pk] * (not is_assessed)}
    assert found.not_taught == {elsewhere.pk}


def test_without_alignments_there_is_no_framework_to_speak_of(year: Year) -> None:
    year.show(0, 0, "Proficient")
    assert the_coverage(year.teacher, year.sections[0]) == FrameworkCoverage([], set(), frozenset(), {})


def test_small_groups_are_hidden_and_what_can_be_subtracted_is_told_to_those_who_see_all(
    year: Year, national: National, operator: Viewer
) -> None:
    year.show(1, 0, *["Proficient"] * 6)
    year.show(1, 2, *["Proficient"] * 4)
    seen = told(year.teacher, year.school, national)
    assert seen[0][1] == Told(6, {year.level("Proficient").pk: 6})
    assert seen[1][1] == Told(None, {})
    year.show(1, 1, "Proficient")
    assert told(year.teacher, year.school, national)[0] == (2, Told(None, {}))
    assert told(operator, year.school, national)[0] == (2, Told(7, {year.level("Proficient").pk: 7}))


@pytest.mark.usefixtures("national")
def test_those_who_see_no_coverage_see_none_by_framework(year: Year, other_tenant: Tenant) -> None:
    year.show(0, 0, "Proficient")
    [section, other] = year.sections
    with tenant_scope(other_tenant.pk):
        foreign = a_class().teacher
    for viewer in (a_teacher_of(other), a_class().teacher, foreign):
        assert the_coverage(viewer, section) is None
    assert the_coverage(foreign, year.school) is None


def test_it_is_asked_of_a_section_a_course_and_a_school(ask: Ask, year: Year, national: National) -> None:
    year.show(0, 2, "Proficient")
    shown = """{
      assessed { coverage { standardId timesAssessed students } aligned { standardId kind } } notTaughtIds
    }"""
    answer = ask(
        year.teacher,
        f"""query ($section: ID!) {{ section(id: $section) {{
          frameworkCoverage {shown}
          course {{ frameworkCoverage {shown} school {{ frameworkCoverage {shown} }} }}
        }} }}""",
        section=ids.encode("Section", year.sections[0].pk),
    )["section"]
    course = answer["course"]
    [assessed] = answer["frameworkCoverage"]["assessed"]
    assert assessed == {
        "coverage": {
            "standardId": ids.encode("Standard", national.targets[1].pk),
            "timesAssessed": 1,
            "students": 1,
        },
        "aligned": [{"standardId": ids.encode("Standard", year.standards[2].pk), "kind": "CLOSE"}],
    }
    not_taught = [ids.encode("Standard", national.targets[place].pk) for place in (0, 2, 3)]
    for found in (answer, course, course["school"]):
        assert found["frameworkCoverage"]["assessed"] == [assessed]
        assert found["frameworkCoverage"]["notTaughtIds"] == not_taught


@pytest.mark.usefixtures("national")
def test_the_number_of_statements_does_not_grow(year: Year) -> None:
    for place in range(4):
        year.show(place % 2, place, "Proficient", "Beginning")
        for of in (year.sections[0], year.course, year.school):
            assert statements(partial(the_coverage, year.teacher, of)) == 8
