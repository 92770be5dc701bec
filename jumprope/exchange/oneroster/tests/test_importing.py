"""A delivery goes into the tables whole, or not at all; and a second time nothing changes."""

from pathlib import Path

import pytest

from jumprope.exchange.oneroster.rules.deliveries import read
from jumprope.exchange.oneroster.rules.packing import packed
from jumprope.exchange.oneroster.rules.problems import Unusable
from jumprope.exchange.oneroster.rules.writing import content, manifest
from jumprope.exchange.oneroster.tests.deliveries import delivered, total
from jumprope.exchange.oneroster.tests.samples import ROLES, USERS
from jumprope.exchange.oneroster.writes import import_roster
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.models import GradingPeriod, SchoolYear, Term
from jumprope.school.courses.models import Course, Section
from jumprope.school.people.models import (
    Demographics,
    Guardian,
    GuardianRelationship,
    SchoolEnrolment,
    StaffMember,
    Student,
)
from jumprope.school.rosters.models import Enrolment, SectionTeacher
from tests.outcomes import statements
from tools.oneroster_district import District

pytestmark = pytest.mark.django_db


def test_every_row_becomes_one_of_ours(viewer: Viewer, tmp_path: Path) -> None:
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    created = {kind: tally["created"] for kind, tally in answer.by_kind.items()}
    assert created == {
        "school": 2,
        "school_year": 1,
        "term": 4,
        "grading_period": 1,
        "course": 2,
        "section": 3,
        "grade_level": 1,
        "student": 2,
        "staff_member": 2,
        "guardian": 1,
        "guardian_relationship": 1,
        "contact_method": 0,
        "person_identifier": 9,
        "demographics": 2,
        "enrolment": 3,
        "section_teacher": 2,
        "assessment_type": 0,
        "assessment": 0,
        "score": 0,
    }
    assert set(School.objects.values_list("name", flat=True)) == {"Birch School", "Aspen School"}
    year = SchoolYear.objects.get()
    assert (year.name, str(year.starts_on), str(year.ends_on)) == ("2026-27", "2026-08-17", "2027-06-11")
    assert set(Term.objects.values_list("name", flat=True)) == {"2026-27", "Fall", "Spring", "Quarter 1"}
    assert str(GradingPeriod.objects.get().ends_on) == "2026-10-23"
    assert set(Course.objects.values_list("code", flat=True)) == {"MATH6", "course-2"}
    names = {section.name: section.terms.count() for section in Section.objects.all()}
    assert names == {"Mathematics 6 (1)": 2, "Mathematics 6 (2)": 1, "Science 6": 1}


def test_people_are_what_their_roles_say(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    ada, bo = Student.objects.order_by("given_name")
    assert (ada.family_name, str(ada.grade_level), ada.school.name) == ("Quill", "06", "Birch School")
    assert (bo.middle_name, bo.preferred_given_name, bo.pronouns) == ("Lee", "Bobbie", "they/them")
    assert {str(stay.starts_on) for stay in SchoolEnrolment.objects.all()} == {"2026-08-17"}
    tam, una = StaffMember.objects.order_by("given_name")
    assert (tam.title, tam.school and tam.school.name) == ("teacher", "Birch School")
    assert (una.title, una.school) == ("aide", None)
    relationship = GuardianRelationship.objects.get()
    assert (relationship.guardian.given_name, relationship.student) == ("Gil", ada)
    born = Demographics.objects.get(student=ada)
    assert (str(born.birth_date), born.sex, born.asian, born.two_or_more_races) == (
        "2014-11-02",
        "female",
        True,
        None,
    )


def test_rosters_last_as_long_as_their_sections(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    science = Enrolment.objects.get(section__name="Science 6")
    assert (str(science.starts_on), science.ends_on) == ("2026-08-17", None)
    teachers = SectionTeacher.objects.order_by("staff_member__given_name")
    assert [(one.role, one.is_primary) for one in teachers] == [("teacher", True), ("co_teacher", False)]


def test_a_second_time_nothing_changes(viewer: Viewer, tmp_path: Path) -> None:
    first = import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    again = import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    assert total(again.by_kind) == (0, 0, total(first.by_kind)[0], 0)


def test_one_event_is_written_down_and_holds_counts_only(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    event = AuditEvent.objects.get(event="oneroster.imported")
    assert '"student": {"created": 2' in event.details
    assert "Quill" not in event.details


def test_a_file_that_is_changed_after_it_was_checked_is_refused(viewer: Viewer, tmp_path: Path) -> None:
    delivery = delivered(tmp_path / "a")
    users = tmp_path / "a" / "users.csv"
    users.write_text(users.read_text().replace("Ada", "Ida"))
    with pytest.raises(Unusable, match="changed while it was taken in"):
        import_roster(viewer=viewer, delivery=delivery)
    assert not School.objects.exists()


def test_tenants_know_nothing_of_each_other(viewer: Viewer, other_tenant: Tenant, tmp_path: Path) -> None:
    delivery = delivered(tmp_path / "a")
    first = import_roster(viewer=viewer, delivery=delivery)
    other = Viewer.operator(other_tenant.pk, other_tenant.time_zone)
    assert import_roster(viewer=other, delivery=delivery).by_kind == first.by_kind
    with tenant_scope(other_tenant.pk):
        assert Student.objects.count() == 2
    assert Student.objects.count() == 2


def test_a_guardian_whom_somebody_has_named_before_is_not_named_twice(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    gil, bo = Guardian.objects.get(), Student.objects.get(given_name="Bo")
    GuardianRelationship.objects.create(guardian=gil, student=bo, has_custody=False)
    users = USERS.replace("Gil,Quill,,,,,,student-1", 'Gil,Quill,,,,,,"student-1,student-2"')
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", users=users))
    assert answer.by_kind["guardian_relationship"]["created"] == 0
    assert GuardianRelationship.objects.get(student=bo).has_custody is False


def imported(enrolments: int, viewer: Viewer, path: Path) -> int:
    """How many statements it takes to take in a district of so many enrolments."""
    files = {record.FILE: content(record, of) for record, of in District(enrolments).files().items()}
    packed(path, {"manifest": [manifest(files)], **files})
    delivery = read(path).delivery
    assert delivery is not None
    return statements(lambda: import_roster(viewer=viewer, delivery=delivery))


def test_more_rows_take_no_more_statements(viewer: Viewer, other_tenant: Tenant, tmp_path: Path) -> None:
    few = imported(150, viewer, tmp_path / "few")
    many = imported(900, Viewer.operator(other_tenant.pk, "America/New_York"), tmp_path / "many")
    assert few == many <= 205


def test_sourced_ids_that_only_look_alike_are_several(viewer: Viewer, tmp_path: Path) -> None:
    alike = ["s", "S", "ss", "ß", "\uff53", "ś"]
    users = [f"{one},,,true,u{at},,Ada,Quill{at},,,,,,,06,,,,,,org-1,\n" for at, one in enumerate(alike)]
    roles = [f"r{at},,,{one},primary,student,,,org-1,\n" for at, one in enumerate(alike)]
    delivery = delivered(tmp_path / "a", users=USERS + "".join(users), roles=ROLES + "".join(roles))
    import_roster(viewer=viewer, delivery=delivery)
    assert Student.objects.count() == 2 + len(alike)
    _, updated, _, ended = total(import_roster(viewer=viewer, delivery=delivery).by_kind)
    assert (updated, ended) == (0, 0)
