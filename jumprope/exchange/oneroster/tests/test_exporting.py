"""What is handed out and taken in by another tenant is handed out by that one byte for byte."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from jumprope.exchange.oneroster import reads
from jumprope.exchange.oneroster.rules.deliveries import Delivery, read
from jumprope.exchange.oneroster.rules.problems import Unusable
from jumprope.exchange.oneroster.rules.records import Record
from jumprope.exchange.oneroster.tests.deliveries import delivered, total
from jumprope.exchange.oneroster.tests.samples import ENROLLMENTS, gradebook
from jumprope.exchange.oneroster.writes import export_roster, import_roster
from jumprope.kit.errors import NotFound
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school, a_tenant
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.factories import a_grade_level
from jumprope.school.people.factories import a_guardian, a_school_enrolment, a_student
from jumprope.school.people.models import Demographics, GuardianRelationship, Student
from jumprope.school.rosters.factories import a_section_teacher, an_enrolment
from jumprope.school.rosters.models import Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(tenant: Tenant) -> Viewer:
    """The operator of an empty tenant of the same name."""
    empty = a_tenant(slug="maple-copy", name=tenant.name)
    return Viewer.operator(empty.pk, empty.time_zone)


def contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}


def exported(viewer: Viewer, path: Path) -> Delivery:
    """What a tenant hands out, read as a delivery."""
    export_roster(viewer=viewer, path=str(path))
    reading = read(path)
    assert reading.problems == ()
    assert reading.outward == ()
    assert reading.delivery is not None
    return reading.delivery


def test_what_was_taken_in_comes_back_byte_for_byte(
    viewer: Viewer, elsewhere: Viewer, tmp_path: Path
) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    first = exported(viewer, tmp_path / "first")
    assert {name: file.rows for name, file in first.files.items()} == {
        "orgs": 3,
        "academicSessions": 4,
        "courses": 2,
        "classes": 3,
        "users": 5,
        "roles": 5,
        "demographics": 2,
        "enrollments": 5,
        **dict.fromkeys(gradebook(), 0),
    }
    with tenant_scope(elsewhere.tenant_id):
        import_roster(viewer=elsewhere, delivery=first)
        exported(elsewhere, tmp_path / "second")
    assert contents(tmp_path / "second") == contents(tmp_path / "first")


def test_what_was_made_by_hand_comes_back_byte_for_byte(
    viewer: Viewer, elsewhere: Viewer, tmp_path: Path
) -> None:
    an_enrolment()
    an_enrolment(ends_on=date(2026, 9, 1), is_primary=True)
    a_section_teacher()
    a_school(name='An "odd", name with é')
    student = a_student(
        preferred_given_name="Zed", left_on=date(2026, 9, 10), grade_level=a_grade_level(code="K")
    )
    Demographics.objects.create(student=student, white=False, city_of_birth="Elm")
    GuardianRelationship.objects.create(guardian=a_guardian(), student=student)
    for one in Student.objects.all():
        a_school_enrolment(student=one, school=one.school, starts_on=date(2026, 8, 20), ends_on=one.left_on)
    first = exported(viewer, tmp_path / "first")
    with tenant_scope(elsewhere.tenant_id):
        import_roster(viewer=elsewhere, delivery=first)
        assert Student.objects.get(preferred_given_name="Zed").left_on == date(2026, 9, 10)
        assert Enrolment.objects.filter(is_primary=True, ends_on=date(2026, 9, 1)).count() == 1
        exported(elsewhere, tmp_path / "second")
    assert contents(tmp_path / "second") == contents(tmp_path / "first")


def test_taking_in_what_was_handed_out_changes_nothing(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    an_enrolment()
    answer = import_roster(viewer=viewer, delivery=exported(viewer, tmp_path / "first"))
    created, updated, _, ended = total(answer.by_kind)
    assert (created, updated, ended) == (0, 0, 0)


def test_sourced_ids_of_the_source_are_handed_out_again(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    exported(viewer, tmp_path / "first")
    for line in ENROLLMENTS.splitlines()[1:]:
        assert line.split(",")[0].encode() in contents(tmp_path / "first")["enrollments.csv"]


def test_what_holds_no_day_is_not_handed_out(viewer: Viewer, tmp_path: Path) -> None:
    enrolment = an_enrolment()
    Enrolment.objects.filter(pk=enrolment.pk).update(ends_on=enrolment.starts_on)
    assert exported(viewer, tmp_path / "first").files["enrollments"].rows == 0


def test_equal_rosters_make_equal_zip_files(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    for name in ("first.zip", "second.zip"):
        exported(viewer, tmp_path / name)
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_what_is_there_is_not_overwritten(viewer: Viewer, tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    with pytest.raises(Unusable):
        export_roster(viewer=viewer, path=str(tmp_path / "first"))
    assert not AuditEvent.objects.filter(event="oneroster.exported").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["first"]


@pytest.mark.parametrize("name", ["first", "first.zip"])
def test_nothing_half_written_is_left(
    viewer: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def failing(_district: reads.District) -> Iterator[Record]:
        raise OSError(28, "No space left on device")
        yield

    record = next(reversed(reads.FILES))
    monkeypatch.setitem(reads.FILES, record, failing)
    with pytest.raises(Unusable, match="No space"):
        export_roster(viewer=viewer, path=str(tmp_path / name))
    assert not list(tmp_path.iterdir())


def test_only_operators_hand_out_and_take_in(tenant: Tenant, viewer: Viewer, tmp_path: Path) -> None:
    delivery = delivered(tmp_path / "a")
    for role in Role:
        with pytest.raises(NotFound):
            import_roster(viewer=a_viewer(role), delivery=delivery)
        with pytest.raises(NotFound):
            export_roster(viewer=a_viewer(role), path=str(tmp_path / "first"))
    assert not (tmp_path / "first").exists()
    assert tenant.pk == viewer.tenant_id
