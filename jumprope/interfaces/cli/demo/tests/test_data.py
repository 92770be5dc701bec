"""The story's data: enough of everything, all of it invented, and nothing that points nowhere."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from django.contrib.auth.password_validation import validate_password
from hypothesis import given
from hypothesis import strategies as st

from jumprope.interfaces.cli.demo.days import FRIDAY, WEEKS_SO_FAR, Days, after_school
from jumprope.interfaces.cli.demo.district import District
from jumprope.interfaces.cli.demo.districts import CEDAR, DISTRICTS, MAPLE, PASSWORD
from jumprope.interfaces.cli.demo.framework import Framework
from jumprope.interfaces.cli.demo.large import RIVER_BEND
from jumprope.interfaces.cli.demo.large_standards import CONFLUENCE
from jumprope.interfaces.cli.demo.names import people
from jumprope.interfaces.cli.demo.standards import JUNIPER
from jumprope.interfaces.cli.demo.story import FIRST_TASK, WEEK_OF_LATE_WORK, WEEK_OF_THE_OVERRIDE
from jumprope.kit.permissions import Role

PUBLISHED = datetime(2026, 7, 1, tzinfo=UTC)

PARTS = [part for district in DISTRICTS for part in district.parts]

days_of_life = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


def test_the_district_is_as_large_as_a_middle_school() -> None:
    groups = [group for subject in MAPLE.subjects for group in subject.groups]
    scores = sum(
        MAPLE.group_size * len(task.codes)
        for subject in MAPLE.subjects
        for _ in subject.groups
        for task in subject.tasks[: MAPLE.so_far]
    )

    assert len(groups) == 6
    assert len(groups) * MAPLE.group_size == 150
    assert scores == 5_100
    assert MAPLE.sheets == 84
    assert any(group.co_teacher for group in groups)


@pytest.mark.parametrize(("framework", "targets"), [(JUNIPER, 40), (CONFLUENCE, 150)])
def test_a_framework_has_its_targets_in_words_for_children(framework: Framework, targets: int) -> None:
    assert len(framework.targets) == targets
    assert all(target.for_children.startswith("I can ") for target in framework.targets.values())
    assert len({target.statement for target in framework.targets.values()}) == targets


@pytest.mark.parametrize(("framework", "items"), [(JUNIPER, 50), (CONFLUENCE, 186)])
def test_a_framework_is_a_whole_case_package(framework: Framework, items: int) -> None:
    package = framework.package(PUBLISHED)

    counts = package.counts()

    assert (counts.items, counts.associations, counts.leaving) == (items, items, 0)
    assert package == framework.package(PUBLISHED)


def test_of_a_corrected_framework_one_statement_is_another() -> None:
    before, after = (
        JUNIPER.package(PUBLISHED),
        JUNIPER.package(PUBLISHED, corrected_at=PUBLISHED + timedelta(1)),
    )

    changed = [item for item in after.items if item not in before.items]

    assert [(item.human_coding_scheme, item.full_statement) for item in changed] == [JUNIPER.corrected]
    assert after.associations == before.associations


def test_targets_lead_on_to_those_of_the_same_strand_in_a_later_year() -> None:
    assert ("6.R.1", "7.R.1") in JUNIPER.continued
    assert ("E.MA-QUA.1", "M.MA-QUA.1") in CONFLUENCE.continued
    assert ("E.MA-QUA.1", "H.MA-QUA.1") not in CONFLUENCE.continued


def test_the_large_district_has_three_schools() -> None:
    sections = [group for subject in RIVER_BEND.subjects for group in subject.groups]
    classes = {
        (subject.school, group.of_class) for subject in RIVER_BEND.subjects for group in subject.groups
    }
    scores = sum(
        len(subject.groups) * RIVER_BEND.group_size * len(task.codes)
        for subject in RIVER_BEND.subjects
        for task in subject.tasks[: RIVER_BEND.so_far]
    )

    assert (len(RIVER_BEND.schools), len(sections), len(RIVER_BEND.staff)) == (3, 120, 71)
    assert (len(classes) * RIVER_BEND.group_size, scores) == (1_200, 151_200)


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda district: district.slug)
def test_tasks_are_aligned_to_targets_and_one_more_is_planned_than_scored(district: District) -> None:
    for subject in district.subjects:
        assert len(subject.tasks) > district.so_far
        assert all(
            task.codes and set(task.codes) <= district.framework.targets.keys() for task in subject.tasks
        )


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda district: district.slug)
def test_who_teaches_has_an_account_and_there_is_one_administrator(district: District) -> None:
    mails = Counter(part.mail for part in district.parts)
    teaching = {
        mail for subject in district.subjects for group in subject.groups for mail, _ in group.teachers
    }

    assert teaching <= mails.keys()
    assert district.admin.role is Role.TENANT_ADMIN
    assert len(district.guardians) == 2


def test_everybody_lives_at_an_address_that_nobody_can_have() -> None:
    assert all(part.mail.endswith(".example") for part in PARTS)


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda district: district.slug)
def test_whom_one_may_sign_in_as_says_what_is_seen(district: District) -> None:
    assert {Role.TENANT_ADMIN, Role.TEACHER, Role.STUDENT, Role.GUARDIAN} <= {
        part.role for part in district.shown
    }
    assert all(part.sees.endswith(".") for part in district.shown)


def test_nobody_has_two_parts_and_the_password_is_one_that_the_product_takes() -> None:
    assert len({part.mail for part in PARTS}) == len(PARTS)
    validate_password(PASSWORD)


def test_no_two_people_are_called_alike_and_the_same_ones_come_every_time() -> None:
    names = list(islice(people("anywhere"), 500))

    assert len(set(names)) == 500
    assert names == list(islice(people("anywhere"), 500))
    assert names != list(islice(people("elsewhere"), 500))


@given(days_of_life)
def test_whatever_day_it_is_the_story_has_been_told_up_to_it_and_the_year_goes_on(today: date) -> None:
    days = Days.around(today)

    assert days.first.weekday() == 0
    assert days.last.weekday() == FRIDAY
    assert days.of_week(WEEKS_SO_FAR) <= today < days.of_week(WEEKS_SO_FAR + 1)
    assert days.of_week(FIRST_TASK + max(MAPLE.so_far, CEDAR.so_far) - 1, FRIDAY) < today
    assert max(WEEK_OF_LATE_WORK, WEEK_OF_THE_OVERRIDE) < WEEKS_SO_FAR
    assert today + timedelta(weeks=18) < days.last


@pytest.mark.parametrize(
    ("today", "name"),
    [(date(2026, 11, 22), "2026–27"), (date(2026, 6, 1), "2026"), (date(2099, 12, 31), "2099–00")],
)
def test_the_school_year_is_called_by_its_years(today: date, name: str) -> None:
    assert Days.around(today).name == name


def test_after_school_is_four_o_clock_there() -> None:
    assert after_school(date(2026, 7, 1), 5, "America/New_York") == datetime(2026, 7, 1, 20, 5, tzinfo=UTC)
    assert after_school(date(2026, 12, 1), 0, "America/New_York") == datetime(2026, 12, 1, 21, 0, tzinfo=UTC)
