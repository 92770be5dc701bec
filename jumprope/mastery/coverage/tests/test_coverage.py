"""What has been assessed in a section, a course or a school, how often and with what result."""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import partial

import pytest

from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import a_mark, a_score, a_student_of, an_assessment
from jumprope.learning.assessments.models import AlignedStandard, Score
from jumprope.learning.banks.factories import a_bank, a_bank_standard, a_bank_version, a_published_version
from jumprope.learning.standards.factories import a_standard
from jumprope.mastery.coverage import reads
from jumprope.mastery.coverage.reads import Coverage, Measure, Over
from jumprope.mastery.coverage.rules import Told
from jumprope.mastery.coverage.tests.conftest import Year, the_coverage
from jumprope.mastery.determinations.factories import a_determination
from jumprope.mastery.determinations.models import Determination
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School
from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Course, Section
from tests.outcomes import statements


def told(coverage: Coverage | None, year: Year) -> dict[int, tuple[int, Told]]:
    """How often each standard was assessed and what is told of it, by the standard's place."""
    assert coverage is not None
    places = {standard.pk: place for place, standard in enumerate(year.standards)}
    return {places[each.standard_id]: (each.times, each.reached) for each in coverage.assessed}


def not_assessed(viewer: Viewer, of: Section | Course | School, year: Year) -> tuple[Measure, set[int]]:
    """What was not, by the standards' places, and where it was looked for."""
    coverage = the_coverage(viewer, of)
    assert coverage is not None
    places = {standard.pk: place for place, standard in enumerate(year.standards)}
    return coverage.measured_against, {places[key] for key in coverage.not_assessed}


def test_a_section_tells_its_standards_times_and_levels(year: Year) -> None:
    year.show(0, 0, "Proficient", "Proficient", "Beginning", None)
    year.show(0, 0, "Extending")
    year.show(0, 2, "Developing")
    year.show(1, 3, "Extending")
    beginning, developing, proficient, extending = (
        year.level(name).pk for name in ("Beginning", "Developing", "Proficient", "Extending")
    )
    assert told(the_coverage(year.teacher, year.sections[0]), year) == {
        0: (2, Told(4, {beginning: 1, proficient: 2, extending: 1})),
        2: (1, Told(1, {developing: 1})),
    }
    assert not_assessed(year.teacher, year.sections[0], year) == (Measure.FRAMEWORKS, {1, 3})


def test_a_level_that_a_teacher_says_counts_until_it_expires(year: Year) -> None:
    year.show(0, 0, "Proficient")
    said = {"override_level": year.level("Beginning"), "override_reason": "Seen in class."}
    Determination.objects.update(**said)
    section, today = year.sections[0], year.teacher.today
    assert told(the_coverage(year.teacher, section), year)[0][1].levels == {year.level("Beginning").pk: 1}
    Determination.objects.update(override_expires_on=today + timedelta(days=1))
    assert told(the_coverage(year.teacher, section), year)[0][1].levels == {year.level("Beginning").pk: 1}
    Determination.objects.update(override_expires_on=today)
    assert told(the_coverage(year.teacher, section), year)[0][1].levels == {year.level("Proficient").pk: 1}


def test_a_standard_that_a_teacher_said_a_level_on_was_assessed(year: Year) -> None:
    [section, _] = year.sections
    student, level = a_student_of(section), year.level("Proficient")
    a_determination(section=section, student=student, standard=year.standards[1], value=None, level=level)
    assert told(the_coverage(year.teacher, section), year) == {1: (0, Told(1, {level.pk: 1}))}


def test_an_assessment_without_a_number_has_assessed_nothing(year: Year) -> None:
    [section, _] = year.sections
    planned = an_assessment(section=section, standards=year.standards[:2])
    student = a_student_of(section)
    a_score(assessment=planned, student=student, standard=year.standards[0], mark=a_mark("M"))
    a_determination(section=section, student=student, standard=year.standards[0], value=None)
    a_score(assessment=planned, student=student, standard=year.standards[1])
    assert told(the_coverage(year.teacher, section), year) == {1: (1, Told(0, {}))}
    assert not_assessed(year.teacher, section, year)[1] == {0, 2, 3}


def test_what_is_retired_or_a_heading_was_not_to_be_assessed(year: Year) -> None:
    year.show(0, 0, "Proficient")
    year.standards[1].retired_at = clock.now()
    year.standards[1].save()
    assert not_assessed(year.teacher, year.sections[0], year)[1] == {2, 3}


def test_a_heading_with_only_retired_standards_below_is_a_target_itself(year: Year) -> None:
    other = a_standard(framework=year.heading.framework)
    a_standard(framework=year.heading.framework, parent=other, retired_at=clock.now())
    year.show(0, 0, "Proficient")
    coverage = the_coverage(year.teacher, year.sections[0])
    assert coverage is not None
    assert other.pk in coverage.not_assessed
    assert year.heading.pk not in coverage.not_assessed


def test_the_published_banks_of_tenant_and_school_say_what_was_to_be_assessed(year: Year) -> None:
    """Not drafts, not what was taken out, not another school's bank, and not another year's."""
    this_year = year.sections[0].school_year
    published = (
        a_published_version(school_year=this_year, bank=a_bank()),
        a_published_version(school_year=this_year, bank=a_bank(school=year.school)),
        a_published_version(school_year=this_year, bank=a_bank(school=a_school())),
        a_published_version(school_year=a_school_year()),
    )
    for version, standard in zip(published, year.standards, strict=True):
        a_bank_standard(version=version, standard=standard)
    a_bank_standard(version=a_bank_version(school_year=this_year), standard=year.standards[3])
    removed = a_bank_standard(version=a_published_version(school_year=this_year), standard=year.standards[3])
    removed.removed_at = clock.now()
    removed.save()
    for of in (year.sections[0], year.course, year.school):
        assert not_assessed(year.teacher, of, year) == (Measure.BANK, {0, 1})
    year.show(0, 0, "Proficient")
    assert not_assessed(year.teacher, year.sections[0], year) == (Measure.BANK, {1})


def test_where_nothing_was_assessed_and_there_is_no_bank_nothing_was_to_be(year: Year) -> None:
    assert not_assessed(year.teacher, year.sections[0], year) == (Measure.FRAMEWORKS, set())


def test_a_student_in_two_sections_of_a_course_counts_once_and_at_each_level(
    year: Year, operator: Viewer
) -> None:
    student = a_student_of(year.sections[0])
    for section, level in zip(year.sections, ("Beginning", "Proficient"), strict=True):
        about = {"student": student, "standard": year.standards[0]}
        a_determination(section=section, level=year.level(level), **about)
    [covered] = the_coverage(operator, year.course).assessed  # type: ignore[union-attr]
    assert covered.reached.students == 1
    assert set(covered.reached.levels.values()) == {1}
    assert len(covered.reached.levels) == 2


def test_courses_and_schools_speak_of_the_current_year(year: Year, operator: Viewer) -> None:
    year.show(0, 0, "Proficient")
    today = operator.today
    over = a_school_year(starts_on=today - timedelta(days=500), ends_on=today - timedelta(days=1))
    year.sections.append(a_section(course=year.course, terms=[a_term(school_year=over)]))
    year.show(2, 1, "Proficient")
    assert set(told(the_coverage(operator, year.course), year)) == {0}
    assert set(told(the_coverage(operator, year.school), year)) == {0}
    assert set(told(the_coverage(operator, year.sections[2]), year)) == {1}
    over.ends_on = today
    over.save()
    assert set(told(the_coverage(operator, year.course), year)) == {0, 1}


def test_a_course_without_sections_this_year_has_no_coverage(operator: Viewer) -> None:
    assert the_coverage(operator, a_course()) is None


def test_places_agree_with_what_is_counted_by_hand(year: Year, operator: Viewer) -> None:
    elsewhere = a_section(terms=year.sections[0].terms.all())
    year.sections.append(elsewhere)
    names = ("Beginning", "Developing", "Proficient", "Extending", None)
    for place in range(18):
        levels = [names[(place * step) % 5] for step in range(1, place % 4 + 1)]
        year.show(place % 3, (place * 7) % 4, *levels)
    for over, path in ((Over.SECTION, "pk"), (Over.COURSE, "course_id"), (Over.SCHOOL, "course.school_id")):
        expected = by_hand(path)
        found = reads.coverage(viewer=operator, over=over, keys=expected.keys())
        assert {
            place: {each.standard_id: (each.times, each.reached) for each in coverage.assessed}
            for place, coverage in found.items()
        } == expected


def by_hand(path: str) -> dict[int, dict[int, tuple[int, Told]]]:
    """What the rows say, one by one: by place and standard, the times and the levels."""

    def place_of(section: Section) -> int:
        return {"pk": section.pk, "course_id": section.course_id}.get(path, section.course.school_id)

    times: Counter[tuple[int, int]] = Counter()
    for aligned in AlignedStandard.objects.all():
        if Score.objects.filter(assessment=aligned.assessment, standard=aligned.standard).exists():
            times[place_of(aligned.assessment.section), aligned.standard_id] += 1
    levels: defaultdict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for kept in Determination.objects.all():
        if kept.level_id is not None:
            levels[place_of(kept.section), kept.standard_id][kept.level_id] += 1
    found: defaultdict[int, dict[int, tuple[int, Told]]] = defaultdict(dict)
    for place, standard in times:
        reached = levels[place, standard]
        found[place][standard] = times[place, standard], Told(reached.total(), dict(reached))
    return dict(found)


@pytest.mark.parametrize(("published", "expected"), [(True, 6), (False, 7)])
def test_the_number_of_statements_does_not_grow(year: Year, published: bool, expected: int) -> None:
    if published:
        version = a_published_version(school_year=year.sections[0].school_year)
        a_bank_standard(version=version, standard=year.standards[0])
    for place in range(4):
        year.show(place % 2, place, "Proficient", "Beginning")
        for of in (year.sections[0], year.course, year.school):
            assert statements(partial(the_coverage, year.teacher, of)) == expected
