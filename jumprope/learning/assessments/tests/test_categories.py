"""Categories: the folders of a section's gradebook, kept by those who teach it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit.command import Answer, command
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access, writes
from jumprope.learning.assessments.factories import (
    DUE_ON,
    a_category,
    a_student_of,
    a_teacher_of,
    an_assessment,
    an_assessment_type,
)
from jumprope.learning.assessments.models import Assessment, AssessmentCategory
from jumprope.learning.assessments.writes import KnownCategory, NewCategory
from jumprope.learning.standards.factories import a_standard
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.factories import a_section
from jumprope.school.courses.models import Section
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")


@dataclass(frozen=True, kw_only=True)
class TakenIn(Answer):
    """The categories, in the order given."""

    category_ids: list[int]


@command(access.PLAN_ASSESSMENTS, event="test.taken_in")
def take_in(*, viewer: Viewer, categories: Sequence[NewCategory | KnownCategory]) -> TakenIn:
    """A command of the least there can be around the step."""
    return TakenIn(category_ids=writes.take_in_categories(viewer=viewer, categories=categories))


@pytest.fixture
def section() -> Section:
    """The section whose gradebook it is."""
    return a_section()


@pytest.fixture
def teacher(section: Section) -> Viewer:
    """Its teacher."""
    return a_teacher_of(section)


Plan = Callable[..., Assessment]


@pytest.fixture
def plan(section: Section, teacher: Viewer) -> Plan:
    """Plans an assessment of the section."""
    standard = a_standard().pk

    def planned(**changes: Any) -> Assessment:
        new: dict[str, Any] = {"section_id": section.pk, "title": "Orbits", "due_on": DUE_ON}
        made = writes.plan_assessment(viewer=teacher, standard_ids=[standard], **new | changes)
        return Assessment.objects.get(pk=made.assessment_id)

    return planned


def names(section: Section) -> list[str]:
    ordered = AssessmentCategory.objects.filter(section=section).order_by("position")
    return list(ordered.values_list("name", flat=True))


def test_categories_come_one_after_the_other_unless_their_places_are_given(
    section: Section, teacher: Viewer
) -> None:
    a_category(position=9)
    make = partial(writes.make_category, viewer=teacher, section_id=section.pk)
    for name in (" Labs ", "Homework"):
        make(name=name)
    made = make(name="Tests", position=0, default_weight=Decimal("2.5"))
    assert names(section) == ["Tests", "Labs", "Homework"]
    assert AssessmentCategory.objects.get(pk=made.category_id).default_weight == Decimal("2.5")
    assert set(AuditEvent.objects.values_list("event", flat=True)) == {"category.made"}


def test_what_is_wrong_with_a_category_is_told(
    section: Section, teacher: Viewer, other_tenant: Tenant
) -> None:
    with tenant_scope(other_tenant.pk):
        foreign = a_section().pk
    make = partial(writes.make_category, viewer=teacher)
    for key in (a_section().pk, foreign, 10**9):
        with refused(("not_found", "section_id"), ("value_missing", "name")):
            make(section_id=key, name=" ")
    with refused(("value_invalid", "default_weight"), ("value_invalid", "position")):
        make(section_id=section.pk, name="Labs", default_weight=Decimal(-1), position=-1)
    a_category(section=section, name="Labs")
    a_category(name="Tests")
    with refused(("category_name_taken", "name")):
        make(section_id=section.pk, name="Labs")
    assert make(section_id=section.pk, name="Tests").category_id


def test_a_category_is_changed_and_its_weight_cleared(section: Section, teacher: Viewer) -> None:
    category = a_category(section=section, name="Labs", default_weight=2)
    a_category(section=section, name="Tests")
    change = partial(writes.change_category, viewer=teacher, category_id=category.pk)
    change(name="Practicals", position=4, clear=["default_weight"])
    category.refresh_from_db()
    assert (category.name, category.position, category.default_weight) == ("Practicals", 4, None)
    with refused(("given_and_cleared", "default_weight")):
        change(default_weight=Decimal(1), clear=["default_weight"])
    with refused(("category_name_taken", "name")):
        change(name="Tests")


def test_nothing_new_is_put_in_a_retired_category(section: Section, teacher: Viewer, plan: Plan) -> None:
    category = a_category(section=section)
    kept = an_assessment(section=section, category=category)
    writes.retire_category(viewer=teacher, category_id=category.pk)
    category.refresh_from_db()
    assert category.retired_at == teacher.now
    assert Assessment.objects.get(pk=kept.pk).category_id == category.pk
    with refused(("category_retired", "category_id")):
        plan(category_id=category.pk)
    with refused(("category_retired", "category_id")):
        writes.retire_category(viewer=teacher, category_id=category.pk)


def test_an_assessment_lies_in_a_category_of_its_own_section(section: Section, plan: Plan) -> None:
    category = a_category(section=section)
    assert plan(category_id=category.pk).category_id == category.pk
    elsewhere = a_category().pk
    for key in (elsewhere, 10**9):
        with refused(("not_found", "category_id")):
            plan(category_id=key)


def test_the_narrower_weight_goes_first(section: Section, plan: Plan) -> None:
    kind = an_assessment_type(default_weight=2).pk
    heavy = a_category(section=section, default_weight=3).pk
    formative = a_category(section=section, default_weight=0).pk
    plain = a_category(section=section).pk
    assert plan(type_id=kind, category_id=heavy).weight == 3
    assert plan(type_id=kind, category_id=formative).weight == 0
    assert plan(type_id=kind, category_id=plain).weight == 2
    assert plan(category_id=plain).weight == 1
    assert plan(category_id=heavy, weight=Decimal(5)).weight == 5


def test_categories_of_others_look_absent(teacher: Viewer, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        foreign = a_category().pk
    for key in (a_category().pk, foreign, 10**9):
        with refused(("not_found", "category_id")):
            writes.change_category(viewer=teacher, category_id=key, name="Mine")
        with refused(("not_found", "category_id")):
            writes.retire_category(viewer=teacher, category_id=key)


def test_many_are_taken_in_new_ones_and_known(section: Section, teacher: Viewer) -> None:
    labs = a_category(section=section, name="Labs")
    taken = take_in(
        viewer=teacher,
        categories=[
            NewCategory(section_id=section.pk, name="Homework", position=1),
            KnownCategory(category_id=labs.pk, section_id=section.pk, name="Practicals", position=2),
            NewCategory(section_id=section.pk, name="Tests", position=3, default_weight=Decimal(2)),
        ],
    )
    assert names(section) == ["Homework", "Practicals", "Tests"]
    found = AssessmentCategory.objects.in_bulk(taken.category_ids)
    assert [found[key].name for key in taken.category_ids] == ["Homework", "Practicals", "Tests"]
    assert found[taken.category_ids[2]].default_weight == 2


def test_a_name_that_is_given_up_is_free_the_next_time(section: Section, teacher: Viewer) -> None:
    labs = a_category(section=section, name="Labs")
    renamed = KnownCategory(category_id=labs.pk, section_id=section.pk, name="Practicals", position=1)
    new = NewCategory(section_id=section.pk, name="Labs", position=2)
    with refused(("category_name_taken", "categories.1.name")):
        take_in(viewer=teacher, categories=[renamed, new])
    take_in(viewer=teacher, categories=[renamed])
    assert take_in(viewer=teacher, categories=[new]).category_ids
    with refused(("category_name_taken", "categories.1.name")):
        take_in(viewer=teacher, categories=[{**new, "name": "Twice"}, {**new, "name": "Twice"}])


def test_of_many_none_is_taken_in_if_one_is_wrong(section: Section, teacher: Viewer) -> None:
    labs, elsewhere = a_category(section=section, name="Labs"), a_section()
    a_category(section=section, name="Tests")
    also_mine = a_category(section=section, name="Projects")
    stranger = a_category()
    with refused(
        ("category_name_taken", "categories.0.name"),
        ("not_found", "categories.1.section_id"),
        ("not_found", "categories.2.section_id"),
        ("value_missing", "categories.3.name"),
    ):
        take_in(
            viewer=teacher,
            categories=[
                NewCategory(section_id=section.pk, name="Tests", position=1),
                NewCategory(section_id=elsewhere.pk, name="Tests", position=1),
                KnownCategory(category_id=labs.pk, section_id=elsewhere.pk, name="Labs", position=1),
                KnownCategory(category_id=also_mine.pk, section_id=section.pk, name="", position=1),
            ],
        )
    with refused(("not_found", "categories.0.category_id")):
        known = KnownCategory(category_id=stranger.pk, section_id=section.pk, name="Mine", position=1)
        take_in(viewer=teacher, categories=[known])
    with refused(("nothing_given", "categories")):
        take_in(viewer=teacher, categories=[])


def test_taking_in_many_takes_no_more_statements() -> None:
    section = a_section()
    teacher, counted = a_teacher_of(section), set()
    for size in (2, 2, 60):
        known = a_category(section=section)
        new = [
            NewCategory(section_id=section.pk, name=f"{size} {number} {known.name}", position=number)
            for number in range(size)
        ]
        same = KnownCategory(
            category_id=known.pk, section_id=section.pk, name=known.name, position=known.position
        )
        counted.add(statements(partial(take_in, viewer=teacher, categories=[*new, same])))
    assert len(counted) <= 2  # the tenant's first event takes one more
    assert max(counted) <= 15


def test_categories_are_seen_with_the_assessments_of_their_section(
    section: Section, teacher: Viewer, other_tenant: Tenant
) -> None:
    own = a_category(section=section).pk
    everything = {own, a_category().pk}
    with tenant_scope(other_tenant.pk):
        a_category()
    account = an_account()
    a_student_of(section, account=account)
    expected = {
        "admin": (a_viewer(Role.TENANT_ADMIN), everything),
        "principal": (a_viewer(Role.SCHOOL_ADMIN, school=section.course.school), {own}),
        "teacher": (teacher, {own}),
        "another teacher": (a_teacher_of(a_section()), set()),
        "student": (a_viewer(Role.STUDENT, account=account), {own}),
        "another student": (a_viewer(Role.STUDENT), set()),
        "integration": (a_viewer(Role.INTEGRATION), set()),
    }
    for name, (viewer, keys) in expected.items():
        assert seen_by(viewer, "AssessmentCategory") == {"AssessmentCategory": keys}, name


def test_clearing_is_asked_for_by_name(ask: Ask, section: Section, teacher: Viewer) -> None:
    category = a_category(section=section, default_weight=2)
    document = """mutation ($id: ID!) {
      changeAssessmentCategory(input: {categoryId: $id, name: "Labs", clear: [DEFAULT_WEIGHT]}) {
        category { name defaultWeight section { assessmentCategories { id } } } errors { code field }
      }
    }"""
    key = ids.encode("AssessmentCategory", category.pk)
    answer = ask(teacher, document, id=key)["changeAssessmentCategory"]
    assert answer["errors"] == []
    assert answer["category"] == {
        "name": "Labs",
        "defaultWeight": None,
        "section": {"assessmentCategories": [{"id": key}]},
    }
