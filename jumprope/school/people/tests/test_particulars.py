"""Writing down what is known about people: of whom, by whom, and once."""

from datetime import timedelta
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_role, a_viewer, the_viewer_of
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.people import writes
from jumprope.school.people.factories import (
    a_contact_method,
    a_guardian,
    a_language,
    a_relationship,
    a_school_enrolment,
    a_staff_member,
    a_student,
    an_address,
    an_identifier,
    demographics_of,
)
from jumprope.school.people.models import (
    Address,
    AddressValue,
    ContactMethod,
    ContactMethodValue,
    Demographics,
    DemographicsValue,
    PersonIdentifier,
    PersonLanguage,
    StaffAssignment,
    StaffValue,
    StudentValue,
)
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import seen_by

pytestmark = pytest.mark.usefixtures("tenant")

NUMBER = "local_student_number"


@pytest.fixture
def school() -> School:
    return a_school()


@pytest.fixture
def principal(school: School) -> Viewer:
    """Who runs the school."""
    return a_viewer(Role.SCHOOL_ADMIN, school=school)


def test_numbers_are_written_down_and_corrected(principal: Viewer, school: School) -> None:
    student, teacher = a_student(school=school), a_staff_member(school=school)
    said = [
        writes.SaidIdentifier(student_id=student.pk, kind=NUMBER, value=" 4711 "),
        writes.SaidIdentifier(staff_member_id=teacher.pk, kind="staff_number", value="4711"),
    ]
    keys = writes.record_identifiers(viewer=principal, identifiers=said).identifier_ids
    correction = writes.SaidIdentifier(identifier_id=keys[0], value="4712")
    assert writes.record_identifiers(viewer=principal, identifiers=[correction]).identifier_ids == keys[:1]
    found = PersonIdentifier.objects.order_by("pk").values_list("student", "staff_member", "kind", "value")
    assert list(found) == [
        (student.pk, None, NUMBER, "4712"),
        (None, teacher.pk, "staff_number", "4711"),
    ]


def test_a_number_is_one_persons_and_a_person_has_one_of_a_kind(operator: Viewer) -> None:
    student, other = a_student(), a_student()
    an_identifier(student=student, value="4711")
    said = [
        writes.SaidIdentifier(student_id=other.pk, kind=NUMBER, value="4711"),
        writes.SaidIdentifier(student_id=student.pk, kind=NUMBER, value="4712"),
        writes.SaidIdentifier(student_id=student.pk, kind="state_student_id", value="4711"),
        writes.SaidIdentifier(student_id=other.pk, kind="state_student_id", value="4711"),
    ]
    with refused(*(("identifier_taken", f"identifiers.{place}.value") for place in (0, 1, 3))):
        writes.record_identifiers(viewer=operator, identifiers=said)


def test_a_number_that_becomes_free_can_be_given_at_once(operator: Viewer) -> None:
    one, two = (an_identifier(student=a_student(), value=value) for value in ("1", "2"))
    said = [
        writes.SaidIdentifier(identifier_id=one.pk, value="3"),
        writes.SaidIdentifier(identifier_id=two.pk, value="1"),
    ]
    writes.record_identifiers(viewer=operator, identifiers=said)
    assert list(PersonIdentifier.objects.order_by("pk").values_list("value", flat=True)) == ["3", "1"]


def test_a_particular_is_of_one_person_whom_one_manages(principal: Viewer, school: School) -> None:
    own, stranger = a_student(school=school), a_student()
    of_own = a_language(student=own)
    said = [
        writes.SaidLanguage(tag="en"),
        writes.SaidLanguage(tag="en", student_id=own.pk, guardian_id=a_guardian().pk),
        writes.SaidLanguage(tag="en", student_id=stranger.pk),
        writes.SaidLanguage(tag="en", guardian_id=a_guardian().pk),
        writes.SaidLanguage(tag="en", staff_member_id=10**9),
        writes.SaidLanguage(language_id=of_own.pk, student_id=own.pk, tag="en"),
    ]
    with refused(
        ("not_one_person", "languages.0"),
        ("not_one_person", "languages.1"),
        ("not_found", "languages.2.student_id"),
        ("not_found", "languages.3.guardian_id"),
        ("not_found", "languages.4.staff_member_id"),
        ("not_one_person", "languages.5"),
    ):
        writes.record_languages(viewer=principal, languages=said)
    theirs = writes.SaidLanguage(language_id=a_language(student=stranger).pk, tag="en")
    nobodys = writes.SaidLanguage(language_id=10**9, tag="en")
    with refused(("not_found", "languages.0.language_id"), ("not_found", "languages.1.language_id")):
        writes.record_languages(viewer=principal, languages=[theirs, nobodys])


def test_a_language_is_named_once_and_is_a_tag(operator: Viewer) -> None:
    student = a_student()
    known = a_language(student=student, tag="es-MX")
    said = [
        writes.SaidLanguage(student_id=student.pk, tag="es-mx"),
        writes.SaidLanguage(student_id=student.pk, tag="Spanish, please"),
        writes.SaidLanguage(language_id=known.pk, spoken_at_home=True),
        writes.SaidLanguage(language_id=known.pk, spoken_at_home=False),
    ]
    with refused(("described_twice", "languages.3.language_id")):
        writes.record_languages(viewer=operator, languages=said)
    with refused(("value_invalid", "languages.1.tag")):
        writes.record_languages(viewer=operator, languages=said[:2])
    with refused(("language_taken", "languages.0.tag")):
        writes.record_languages(viewer=operator, languages=said[:1])
    writes.record_languages(viewer=operator, languages=said[2:3])
    assert list(PersonLanguage.objects.values_list("tag", "spoken_at_home")) == [("es-MX", True)]


def test_addresses_hold_for_a_time(operator: Viewer) -> None:
    today, guardian = operator.today, a_guardian()
    home = writes.SaidAddress(
        guardian_id=guardian.pk, line_1="1 Orchard Lane", city="Mapleton", starts_on=today
    )
    (key,) = writes.record_addresses(viewer=operator, addresses=[home]).address_ids
    writes.record_addresses(viewer=operator, addresses=[writes.SaidAddress(address_id=key, ends_on=today)])
    found = Address.objects.get(pk=key)
    assert (found.kind, found.country, found.line_1, found.ends_on) == ("home", "US", "1 Orchard Lane", today)
    early = writes.SaidAddress(address_id=key, ends_on=today - timedelta(days=1))
    with refused(("ends_early", "addresses.0.ends_on")):
        writes.record_addresses(viewer=operator, addresses=[early])
    nowhere = writes.SaidAddress(guardian_id=guardian.pk, line_1="1", city="X", country="us")
    with refused(("value_invalid", "addresses.0.country"), ("value_missing", "addresses.0.starts_on")):
        writes.record_addresses(viewer=operator, addresses=[nowhere])


def test_ways_to_reach_people_are_checked_and_ended(operator: Viewer) -> None:
    student = a_student()
    mail = writes.SaidContactMethod(student_id=student.pk, kind="email", value="sam at home")
    with refused(("value_invalid", "contact_methods.0.value")):
        writes.record_contact_methods(viewer=operator, contact_methods=[mail])
    phone = writes.SaidContactMethod(student_id=student.pk, kind="phone", value="555-0100")
    (key,) = writes.record_contact_methods(viewer=operator, contact_methods=[phone]).contact_method_ids
    ended = writes.SaidContactMethod(contact_method_id=key, ended_on=operator.today)
    writes.record_contact_methods(viewer=operator, contact_methods=[ended])
    assert ContactMethod.objects.get(pk=key).ended_on == operator.today


def test_demographics_are_said_piece_by_piece(operator: Viewer) -> None:
    student, birthday = a_student(), operator.today - timedelta(days=365)
    said = writes.SaidDemographics(student_id=student.pk, birth_date=birthday, asian=False, sex="female")
    keys = writes.record_demographics(viewer=operator, demographics=[said]).demographics_ids
    more = writes.SaidDemographics(student_id=student.pk, asian=None, white=True)
    assert writes.record_demographics(viewer=operator, demographics=[more]).demographics_ids == keys
    found = Demographics.objects.values_list("student", "birth_date", "sex", "asian", "white")
    assert list(found) == [(student.pk, birthday, "female", None, True)]


def test_what_was_said_by_mistake_can_be_cleared(operator: Viewer) -> None:
    student, today = a_student(graduation_year=2030), operator.today
    demographics_of(student, birth_date=today, sex="male", asian=True)
    address = an_address(student=student, ends_on=today)
    phone = a_contact_method(student=student, ended_on=today)
    writes.record_demographics(
        viewer=operator,
        demographics=[
            {"student_id": student.pk, "clear": [DemographicsValue.BIRTH_DATE, DemographicsValue.SEX]}
        ],
    )
    writes.record_addresses(
        viewer=operator, addresses=[{"address_id": address.pk, "clear": [AddressValue.ENDS_ON]}]
    )
    writes.record_contact_methods(
        viewer=operator,
        contact_methods=[{"contact_method_id": phone.pk, "clear": [ContactMethodValue.ENDED_ON]}],
    )
    writes.correct_students(
        viewer=operator, students=[{"student_id": student.pk, "clear": [StudentValue.GRADUATION_YEAR]}]
    )
    kept = Demographics.objects.values_list("birth_date", "sex", "asian")
    assert list(kept) == [(None, "", True)]
    assert Address.objects.get().ends_on is None
    assert ContactMethod.objects.get().ended_on is None
    student.refresh_from_db()
    assert student.graduation_year is None


def test_through_the_api_each_row_says_what_it_is_to_do_without(ask: Ask, operator: Viewer) -> None:
    student, today = a_student(), operator.today
    known = demographics_of(student, birth_date=today, sex="male")
    address = an_address(student=student, ends_on=today)
    answer = ask(
        operator,
        """mutation ($student: ID!, $address: ID!) {
          recordDemographics(input: {
            demographics: [{studentId: $student, sex: null, clear: [BIRTH_DATE, SEX]}]
          }) { demographics { id birthDate sex } errors { code } }
          recordAddresses(input: {addresses: [{addressId: $address, city: "Elmwood", clear: [ENDS_ON]}]}) {
            addresses { city endsOn } errors { code }
          }
        }""",
        student=ids.encode("Student", student.pk),
        address=ids.encode("Address", address.pk),
    )
    assert answer == {
        "recordDemographics": {
            "demographics": [{"id": ids.encode("Demographics", known.pk), "birthDate": None, "sex": ""}],
            "errors": [],
        },
        "recordAddresses": {"addresses": [{"city": "Elmwood", "endsOn": None}], "errors": []},
    }


def test_what_a_program_describes_as_none_is_emptied_and_what_it_leaves_out_stays(operator: Viewer) -> None:
    address = an_address(student=a_student(), line_2="Flat 3", city="Elmwood", ends_on=operator.today)
    said: dict[str, Any] = {"address_id": address.pk, "line_2": None, "ends_on": None}
    writes.record_addresses(viewer=operator, addresses=[said])  # type: ignore[list-item]
    kept = Address.objects.get()
    assert (kept.line_2, kept.city, kept.ends_on) == ("", "Elmwood", None)


def test_who_belonged_to_a_school_can_work_for_all_of_them(operator: Viewer) -> None:
    member = a_staff_member(school=a_school())
    writes.correct_staff(
        viewer=operator, staff=[{"staff_member_id": member.pk, "clear": [StaffValue.SCHOOL]}]
    )
    member.refresh_from_db()
    assert member.school_id is None


def test_a_value_is_given_or_cleared_and_not_both(operator: Viewer) -> None:
    address = an_address(student=a_student(), ends_on=operator.today)
    said = writes.SaidAddress(
        address_id=address.pk, city="Elmwood", ends_on=operator.today, clear=[AddressValue.ENDS_ON]
    )
    with refused(("given_and_cleared", "addresses.0.ends_on")):
        writes.record_addresses(viewer=operator, addresses=[said])
    kept = Address.objects.get()
    assert (kept.city, kept.ends_on) == (address.city, operator.today)


@pytest.mark.parametrize("days", [1, 0, -364, -60_000])
def test_no_student_is_born_tomorrow_or_this_year_or_two_hundred_years_ago(
    operator: Viewer, days: int
) -> None:
    student = a_student()
    said = writes.SaidDemographics(student_id=student.pk, birth_date=operator.today + timedelta(days=days))
    with refused(("birth_date_impossible", "demographics.0.birth_date")):
        writes.record_demographics(viewer=operator, demographics=[said])
    assert not Demographics.objects.exists()


def test_a_student_whose_demographics_are_known_is_described_once_too(operator: Viewer) -> None:
    student = a_student()
    demographics_of(student, sex="male")
    said = [writes.SaidDemographics(student_id=student.pk, sex="female") for _ in range(2)]
    with refused(("described_twice", "demographics.1.student_id")):
        writes.record_demographics(viewer=operator, demographics=said)
    assert Demographics.objects.get().sex == "male"


def test_demographics_are_written_by_the_school_and_once_for_a_student(
    principal: Viewer, school: School
) -> None:
    own = a_student(school=school)
    said = [writes.SaidDemographics(student_id=key) for key in (own.pk, own.pk, a_student().pk)]
    with refused(
        ("described_twice", "demographics.1.student_id"), ("not_found", "demographics.2.student_id")
    ):
        writes.record_demographics(viewer=principal, demographics=said)
    counsellor = a_viewer(Role.COUNSELLOR, school=school)
    with refused(("not_found", None)):
        writes.record_demographics(viewer=counsellor, demographics=said[:1])


def test_staff_works_at_further_schools_and_is_seen_there(principal: Viewer, school: School) -> None:
    member, today = a_staff_member(school=a_school()), principal.today
    assert seen_by(principal, "StaffMember") == {"StaffMember": set()}
    account = an_account()
    for place in (school, member.school):
        a_role(Role.SCHOOL_ADMIN, account=account, school=place)
    both = the_viewer_of(account)
    new = writes.NewAssignment(staff_member_id=member.pk, school_id=school.pk, starts_on=today)
    with refused(("not_found", "assignments.0.staff_member_id")):
        writes.assign_staff(viewer=principal, assignments=[new])
    (key,) = writes.assign_staff(viewer=both, assignments=[new]).assignment_ids
    assert seen_by(principal, "StaffMember", "StaffAssignment") == {
        "StaffMember": {member.pk},
        "StaffAssignment": {key},
    }
    with refused(("already_assigned", "assignments.0")):
        writes.assign_staff(viewer=both, assignments=[new])
    early = writes.ChangedAssignment(assignment_id=key, ends_on=today - timedelta(days=1))
    with refused(("ends_early", "assignments.0.ends_on")):
        writes.change_assignments(viewer=principal, assignments=[early])
    over = writes.ChangedAssignment(assignment_id=key, ends_on=today)
    writes.change_assignments(viewer=principal, assignments=[over])
    assert StaffAssignment.objects.get(pk=key).ends_on == today
    assert seen_by(principal, "StaffMember") == {"StaffMember": set()}


def test_who_sees_what_is_known_about_a_student(
    school: School, principal: Viewer, other_tenant: Tenant
) -> None:
    account = an_account()
    student = a_student(school=school, account=account)
    own = {
        "PersonIdentifier": {an_identifier(student=student).pk},
        "Address": {an_address(student=student).pk},
        "ContactMethod": {a_contact_method(student=student).pk},
        "PersonLanguage": {a_language(student=student).pk},
    }
    private = {
        "Demographics": {demographics_of(student).pk},
        "SchoolEnrolment": {a_school_enrolment(student=student).pk},
    }
    everything, nothing = own | private, {name: set[int]() for name in own | private}

    def seen(viewer: Viewer) -> dict[str, set[int]]:
        return seen_by(viewer, *everything)

    def guardian(**rights: bool) -> Viewer:
        holder = an_account()
        a_role(Role.GUARDIAN, account=holder)
        a_relationship(student=student, guardian=a_guardian(account=holder), **rights)
        return the_viewer_of(holder)

    a_role(Role.STUDENT, account=account)
    assert seen(the_viewer_of(account)) == everything
    assert seen(principal) == everything
    assert seen(a_viewer(Role.COUNSELLOR, school=school)) == everything
    assert seen(guardian()) == everything
    assert seen(guardian(has_custody=False)) == nothing | private
    assert seen(guardian(may_see_records=False)) == nothing
    for stranger in (Role.TEACHER, Role.CO_TEACHER, Role.SUPPORT, Role.STUDENT, Role.GUARDIAN):
        assert seen(a_viewer(stranger)) == nothing, stranger
    assert seen(a_viewer(Role.SCHOOL_ADMIN, school=a_school())) == nothing
    with tenant_scope(other_tenant.pk):
        assert seen(a_viewer(Role.TENANT_ADMIN)) == nothing


def test_staff_sees_its_own_particulars(school: School) -> None:
    account = an_account()
    a_role(Role.TEACHER, account=account)
    own = an_address(staff_member=a_staff_member(school=school, account=account))
    an_address(staff_member=a_staff_member(school=school))
    assert seen_by(the_viewer_of(account), "Address") == {"Address": {own.pk}}


def test_their_number_does_not_matter_to_the_database(operator: Viewer, school: School) -> None:
    def recorded(number: int) -> int:
        said = [
            writes.SaidIdentifier(
                student_id=a_student(school=school).pk, kind=NUMBER, value=f"{number}-{place}"
            )
            for place in range(number)
        ]
        return statements(lambda: writes.record_identifiers(viewer=operator, identifiers=said))

    recorded(1)
    assert recorded(2) == recorded(60)
