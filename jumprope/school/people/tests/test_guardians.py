"""Adding guardians, and saying whose they are and what they may."""

from datetime import date, timedelta

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School
from jumprope.school.people import writes
from jumprope.school.people.factories import a_guardian, a_relationship, a_student
from jumprope.school.people.models import ContactMethod, Guardian, GuardianRelationship, Student
from jumprope.school.people.writes import NewContact, NewGuardian, NewRelationship, NewWard
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")


def new(*wards: NewWard, given_name: str = "Gale", email: str = "", phone: str = "") -> NewGuardian:
    said = {"email": email, "phone": phone}
    contacts = [NewContact(kind=kind, value=value) for kind, value in said.items() if value]
    return NewGuardian(given_name=given_name, family_name="Garden", wards=wards, contact_methods=contacts)


@pytest.fixture
def school() -> School:
    return a_school()


@pytest.fixture
def principal(school: School) -> Viewer:
    """Who runs the school."""
    return a_viewer(Role.SCHOOL_ADMIN, school=school)


def test_guardians_are_added_with_whose_they_are_and_what_they_may(operator: Viewer) -> None:
    ada, ben = a_student(), a_student()
    mother = new(
        NewWard(student_id=ada.pk, kind="mother"), NewWard(student_id=ben.pk), email="mum@home.example"
    )
    father = new(
        NewWard(student_id=ada.pk, kind="father", has_custody=False, may_see_records=False, is_contact=False),
        given_name="Finn",
        phone="555-0100",
    )
    added = writes.add_guardians(viewer=operator, guardians=[mother, father])
    found = Guardian.objects.in_bulk(added.guardian_ids)
    assert [found[key].given_name for key in added.guardian_ids] == ["Gale", "Finn"]
    contacts = ContactMethod.objects.order_by("pk").values_list("guardian_id", "kind", "value")
    assert list(contacts) == [
        (added.guardian_ids[0], "email", "mum@home.example"),
        (added.guardian_ids[1], "phone", "555-0100"),
    ]
    related = GuardianRelationship.objects.in_bulk(added.relationship_ids)
    assert [
        (one.guardian_id, one.student_id, one.kind, one.has_custody, one.may_see_records, one.is_contact)
        for one in (related[key] for key in added.relationship_ids)
    ] == [
        (added.guardian_ids[0], ada.pk, "mother", True, True, True),
        (added.guardian_ids[0], ben.pk, "", True, True, True),
        (added.guardian_ids[1], ada.pk, "father", False, False, False),
    ]


def test_a_school_adds_guardians_of_its_own_students_only(school: School, principal: Viewer) -> None:
    own, other = a_student(school=school), a_student()
    assert writes.add_guardians(viewer=principal, guardians=[new(NewWard(student_id=own.pk))]).guardian_ids
    wards = [NewWard(student_id=own.pk), NewWard(student_id=other.pk), NewWard(student_id=10**9)]
    with refused(
        ("not_found", "guardians.0.wards.1.student_id"), ("not_found", "guardians.0.wards.2.student_id")
    ):
        writes.add_guardians(viewer=principal, guardians=[new(*wards)])


def test_mistakes_are_told_for_guardians_and_wards_at_once(operator: Viewer) -> None:
    student = a_student()
    ward = NewWard(student_id=student.pk)
    guardians = [
        new(ward, email="nowhere"),
        new(ward, ward, given_name=""),
        new(NewWard(student_id=student.pk, kind="x" * 41)),
    ]
    with refused(
        ("value_invalid", "guardians.0.contact_methods.0.value"),
        ("value_missing", "guardians.1.given_name"),
        ("already_related", "guardians.1.wards.1"),
        ("value_too_long", "guardians.2.wards.0.kind"),
    ):
        writes.add_guardians(viewer=operator, guardians=guardians)


def test_a_guardian_of_nobody_is_refused(operator: Viewer) -> None:
    ward = NewWard(student_id=a_student().pk)
    with refused(("nothing_given", "guardians.1.wards")):
        writes.add_guardians(viewer=operator, guardians=[new(ward), new()])


def test_no_guardians_are_refused(operator: Viewer) -> None:
    with refused(("nothing_given", "guardians")):
        writes.add_guardians(viewer=operator, guardians=[])


def test_the_number_of_guardians_does_not_matter_to_the_database(operator: Viewer) -> None:
    ward = NewWard(student_id=a_student().pk)
    writes.add_guardians(viewer=operator, guardians=[new(ward)])
    one = statements(lambda: writes.add_guardians(viewer=operator, guardians=[new(ward)]))
    many = statements(lambda: writes.add_guardians(viewer=operator, guardians=[new(ward)] * 100))
    assert one == many


def relationship(guardian: Guardian, student: Student) -> NewRelationship:
    return NewRelationship(guardian_id=guardian.pk, student_id=student.pk)


def test_a_guardian_becomes_a_younger_brothers_too(school: School, principal: Viewer) -> None:
    elder, younger = a_student(school=school), a_student(school=school)
    guardian = a_relationship(student=elder).guardian
    answer = writes.relate_guardians(viewer=principal, relationships=[relationship(guardian, younger)])
    (key,) = answer.relationship_ids
    assert GuardianRelationship.objects.get(pk=key).student_id == younger.pk
    assert guardian.relationships.count() == 2


@pytest.mark.parametrize("ended_on", [None, date(2020, 1, 1)])
def test_a_second_relationship_of_the_same_two_is_refused(operator: Viewer, ended_on: date | None) -> None:
    known = a_relationship(ended_on=ended_on)
    with refused(("already_related", "relationships.0")):
        writes.relate_guardians(viewer=operator, relationships=[relationship(known.guardian, known.student)])


def test_the_same_two_named_twice_are_refused(operator: Viewer) -> None:
    pair = relationship(a_guardian(), a_student())
    with refused(("already_related", "relationships.1")):
        writes.relate_guardians(viewer=operator, relationships=[pair, pair])


def test_a_school_relates_only_guardians_and_students_of_its_own(school: School, principal: Viewer) -> None:
    student = a_student(school=school)
    ours, theirs = a_relationship(student=student).guardian, a_relationship().guardian
    stranger = a_student()
    with refused(
        ("not_found", "relationships.0.guardian_id"),
        ("not_found", "relationships.1.student_id"),
        ("not_found", "relationships.2.guardian_id"),
        ("not_found", "relationships.2.student_id"),
    ):
        writes.relate_guardians(
            viewer=principal,
            relationships=[
                relationship(theirs, student),
                relationship(ours, stranger),
                NewRelationship(guardian_id=10**9, student_id=10**9),
            ],
        )


def test_no_relationships_are_refused(operator: Viewer) -> None:
    with refused(("nothing_given", "relationships")):
        writes.relate_guardians(viewer=operator, relationships=[])


def test_a_custody_order_leaves_a_guardian_nothing_that_it_does_not_name(
    school: School, principal: Viewer
) -> None:
    known = a_relationship(student=a_student(school=school))
    answer = writes.restrict_guardian(viewer=principal, relationship_id=known.pk, is_contact=True)
    assert answer.relationship_id == known.pk
    known.refresh_from_db()
    assert (known.has_custody, known.may_see_records, known.is_contact) == (False, False, True)


def test_a_later_order_gives_back(operator: Viewer) -> None:
    known = a_relationship(has_custody=False, may_see_records=False)
    writes.restrict_guardian(viewer=operator, relationship_id=known.pk, may_see_records=True)
    known.refresh_from_db()
    assert (known.has_custody, known.may_see_records, known.is_contact) == (False, True, False)


def test_a_relationship_ends_today_unless_another_day_is_said(operator: Viewer) -> None:
    one, other = a_relationship(), a_relationship()
    yesterday = operator.today - timedelta(days=1)
    writes.end_guardianship(viewer=operator, relationship_id=one.pk)
    writes.end_guardianship(viewer=operator, relationship_id=other.pk, ended_on=yesterday)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.ended_on, other.ended_on) == (operator.today, yesterday)


@pytest.mark.parametrize("days_ago", [0, 1, 300])
def test_a_relationship_ends_once(operator: Viewer, days_ago: int) -> None:
    known = a_relationship(ended_on=operator.today - timedelta(days=days_ago))
    with refused(("guardianship_ended", "relationship_id")):
        writes.end_guardianship(viewer=operator, relationship_id=known.pk)


@pytest.mark.parametrize("days_from_now", [-1, 0, 1, 400])
def test_an_end_that_lies_ahead_can_still_be_moved(operator: Viewer, days_from_now: int) -> None:
    known, day = a_relationship(ended_on=operator.today + timedelta(days=1)), timedelta(days=days_from_now)
    writes.end_guardianship(viewer=operator, relationship_id=known.pk, ended_on=operator.today + day)
    known.refresh_from_db()
    assert known.ended_on == operator.today + day


def test_an_end_that_lies_ahead_can_be_taken_back(operator: Viewer) -> None:
    known = a_relationship(ended_on=operator.today + timedelta(days=200))
    writes.resume_guardianship(viewer=operator, relationship_id=known.pk)
    known.refresh_from_db()
    assert known.ended_on is None


def test_a_relationship_is_taken_up_again_with_the_rights_that_it_had(operator: Viewer) -> None:
    known = a_relationship(ended_on=date(2026, 1, 31), may_see_records=False)
    writes.resume_guardianship(viewer=operator, relationship_id=known.pk)
    known.refresh_from_db()
    assert (known.ended_on, known.may_see_records, known.has_custody) == (None, False, True)


def test_a_relationship_that_has_not_ended_is_not_taken_up_again(operator: Viewer) -> None:
    known = a_relationship()
    with refused(("guardianship_in_force", "relationship_id")):
        writes.resume_guardianship(viewer=operator, relationship_id=known.pk)


@pytest.mark.parametrize(
    "change", [writes.restrict_guardian, writes.end_guardianship, writes.resume_guardianship]
)
def test_a_school_changes_no_relationship_of_another_schools_student(
    principal: Viewer, change: object
) -> None:
    assert callable(change)
    theirs = a_relationship()
    for relationship_id in (theirs.pk, 10**9):
        with refused(("not_found", "relationship_id")):
            change(viewer=principal, relationship_id=relationship_id)
