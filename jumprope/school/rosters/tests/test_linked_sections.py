"""Sections that are taught together, and who knows of it."""

from functools import partial

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_term
from jumprope.school.calendars.models import Term
from jumprope.school.courses import writes
from jumprope.school.courses.factories import a_course, a_section, linked_sections
from jumprope.school.courses.models import LinkedSections, Section
from jumprope.school.people.factories import a_staff_member
from jumprope.school.rosters.factories import a_section_teacher
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def oak() -> School:
    """A school."""
    return a_school()


@pytest.fixture
def term() -> Term:
    """A term in which its sections are taught."""
    return a_term()


@pytest.fixture
def principal(oak: School) -> Viewer:
    """Who runs it."""
    return a_viewer(Role.SCHOOL_ADMIN, school=oak)


def sections_of(school: School, term: Term, number: int) -> list[Section]:
    return [a_section(course=a_course(school=school), terms=[term]) for _ in range(number)]


def linked(section: Section) -> int | None:
    section.refresh_from_db()
    return section.linked_with_id


def test_sections_are_linked_under_a_name(oak: School, term: Term, principal: Viewer) -> None:
    spanish, french, beside = sections_of(oak, term, 3)
    keys = [french.pk, spanish.pk]
    answer = writes.link_sections(viewer=principal, name=" Languages ", section_ids=keys)
    found = LinkedSections.objects.get(pk=answer.linked_sections_id)
    assert (found.name, found.school_id) == ("Languages", oak.pk)
    assert [linked(section) for section in (spanish, french, beside)] == [found.pk, found.pk, None]


def test_only_sections_of_one_school_and_year_that_are_by_themselves_are_linked(
    oak: School, term: Term, other_tenant: Tenant
) -> None:
    operator = Viewer.operator(term.tenant_id, "America/New_York")
    link = partial(writes.link_sections, viewer=operator, name="Together")
    first, second, third, taken = sections_of(oak, term, 4)
    linked_sections(taken, third)
    elsewhere, (later,) = a_section(terms=[term]), sections_of(oak, a_term(), 1)
    with tenant_scope(other_tenant.pk):
        foreign = a_section()
    with refused(
        ("not_found", "section_ids.0"),
        ("section_linked", "section_ids.2"),
        ("sections_apart", "section_ids.3"),
        ("sections_apart", "section_ids.4"),
        ("described_twice", "section_ids.5"),
    ):
        link(section_ids=[foreign.pk, first.pk, taken.pk, elsewhere.pk, later.pk, first.pk])
    with refused(("not_found", "section_ids.0"), ("not_found", "section_ids.1")):
        link(section_ids=[foreign.pk, 10**9])
    with refused(("too_few_linked", "section_ids")):
        link(section_ids=[first.pk])
    with refused(("nothing_given", "section_ids")):
        link(section_ids=[])
    with refused(("too_many_given", "section_ids")):
        link(section_ids=list(range(101)))
    with refused(("value_missing", "name")):
        link(section_ids=[first.pk, second.pk], name=" ")


def test_a_section_is_parted_from_the_others_and_the_last_two_from_each_other(
    oak: School, term: Term, principal: Viewer
) -> None:
    first, second, third = sections_of(oak, term, 3)
    beside = linked_sections(*sections_of(oak, term, 2))
    together = linked_sections(first, second, third)
    unlink = partial(writes.unlink_section, viewer=principal)
    assert unlink(section_id=second.pk).section_ids == [second.pk]
    assert [linked(section) for section in (first, second, third)] == [together.pk, None, together.pk]
    assert unlink(section_id=third.pk).section_ids == [third.pk, first.pk]
    assert [linked(section) for section in (first, second, third)] == [None, None, None]
    assert Section.objects.filter(linked_with=beside).count() == 2
    with refused(("section_not_linked", "section_id")):
        unlink(section_id=third.pk)


def test_who_does_not_manage_the_courses_links_nothing(oak: School, term: Term) -> None:
    first, second = sections_of(oak, term, 2)
    third, fourth = sections_of(oak, term, 2)
    linked_sections(third, fourth)
    for role, fields in (
        (Role.SCHOOL_ADMIN, ("section_ids.0", "section_ids.1")),
        (Role.TEACHER, (None,)),
    ):
        viewer = a_viewer(role, school=a_school())
        with refused(*(("not_found", field) for field in fields)):
            writes.link_sections(viewer=viewer, name="Mine", section_ids=[first.pk, second.pk])
        with refused(("not_found", "section_id" if len(fields) == 2 else None)):
            writes.unlink_section(viewer=viewer, section_id=third.pk)


def test_that_sections_are_linked_is_known_to_who_sees_one_of_them(
    oak: School, term: Term, other_tenant: Tenant, ask: Ask
) -> None:
    account = an_account()
    first, second = sections_of(oak, term, 2)
    own, elsewhere = linked_sections(first, second), linked_sections(a_section())
    with tenant_scope(other_tenant.pk):
        linked_sections(a_section())
    a_section_teacher(section=first, staff_member=a_staff_member(account=account))
    teacher = a_viewer(Role.TEACHER, account=account)
    for viewer, seen in (
        (a_viewer(Role.TENANT_ADMIN), {own.pk, elsewhere.pk}),
        (a_viewer(Role.SCHOOL_ADMIN, school=oak), {own.pk}),
        (teacher, {own.pk}),
        (a_viewer(Role.TEACHER), set()),
        (a_viewer(Role.STUDENT), set()),
    ):
        assert seen_by(viewer, "LinkedSections") == {"LinkedSections": seen}
    key = ids.encode("Section", first.pk)
    document = "query ($id: ID!) { section(id: $id) { linkedWith { name sections { id } } } }"
    shown = ask(teacher, document, id=key)["section"]["linkedWith"]
    assert shown == {"name": "Together", "sections": [{"id": key}]}


def test_sections_are_linked_and_parted_through_the_api(
    oak: School, term: Term, principal: Viewer, ask: Ask
) -> None:
    keys = [ids.encode("Section", section.pk) for section in sections_of(oak, term, 2)]
    done = ask(
        principal,
        """mutation ($all: [ID!]!, $one: ID!) {
          linkSections(input: {name: "Both", sectionIds: $all}) {
            linkedSections { name school { id } } errors { code }
          }
          unlinkSection(input: {sectionId: $one}) { sections { id linkedWith { name } } errors { code } }
        }""",
        all=keys,
        one=keys[1],
    )
    school = {"id": ids.encode("School", oak.pk)}
    assert done["linkSections"] == {"linkedSections": {"name": "Both", "school": school}, "errors": []}
    apart = [{"id": key, "linkedWith": None} for key in (keys[1], keys[0])]
    assert done["unlinkSection"] == {"sections": apart, "errors": []}


def test_the_number_of_linked_sections_does_not_matter_to_the_database(
    oak: School, term: Term, principal: Viewer
) -> None:
    def link(number: int) -> int:
        keys = [section.pk for section in sections_of(oak, term, number)]
        return statements(lambda: writes.link_sections(viewer=principal, name="All", section_ids=keys))

    link(2)
    assert link(2) == link(12)
