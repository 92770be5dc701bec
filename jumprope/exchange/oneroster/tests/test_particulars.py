"""How users are reached and the numbers they have: kept, handed out, and nobody's twice."""

from datetime import date
from pathlib import Path

import pytest

from jumprope.exchange.oneroster.reads import DeliveryRefused, changes, watched
from jumprope.exchange.oneroster.rules.deliveries import read
from jumprope.exchange.oneroster.tests.deliveries import delivered, total
from jumprope.exchange.oneroster.tests.samples import (
    USERS,
    district,
    folder,
    found,
    manifest,
)
from jumprope.exchange.oneroster.writes import export_roster, import_roster
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.identifiers.models import ExternalIdentifier
from jumprope.platform.tenancy.factories import a_tenant
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.factories import (
    a_contact_method,
    a_guardian,
    a_school_enrolment,
    a_student,
    an_identifier,
    demographics_of,
)
from jumprope.school.people.models import ContactMethod, Guardian, PersonIdentifier, Student
from jumprope.school.rosters.factories import an_enrolment
from tests.outcomes import every_row

pytestmark = pytest.mark.django_db

ADA = 'ada,"{LDAP:12},{Fed:9}",Ada,Quill,,S100,ada@home.example,555-0102,555-0101,'
TOLD = USERS.replace("ada,,Ada,Quill,,S100,,,,", ADA)
TOLD = TOLD.replace("gil,,Gil,Quill,,,", "gil,,Gil,Quill,,,gil@home.example")


def reached() -> set[tuple[str, str, str]]:
    """How students are reached, with their names."""
    return set(ContactMethod.objects.values_list("student__given_name", "kind", "value"))


def numbers() -> set[tuple[str, str, str]]:
    """All numbers: kind, system and value."""
    return set(PersonIdentifier.objects.values_list("kind", "system", "value"))


def handed_out(viewer: Viewer, path: Path) -> dict[str, bytes]:
    export_roster(viewer=viewer, path=str(path))
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}


def test_what_a_user_says_is_kept(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))
    ada = Student.objects.get(given_name="Ada")
    assert set(ContactMethod.objects.filter(student=ada).values_list("kind", "value")) == {
        ("email", "ada@home.example"),
        ("sms", "555-0102"),
        ("phone", "555-0101"),
    }
    assert ContactMethod.objects.get(guardian=Guardian.objects.get()).value == "gil@home.example"
    of_ada = PersonIdentifier.objects.filter(student=ada)
    assert set(of_ada.values_list("kind", "system", "value")) == {
        ("local_student_number", "", "S100"),
        ("username", "", "ada"),
        ("external_id", "LDAP", "12"),
        ("external_id", "Fed", "9"),
    }
    assert {("staff_number", "", "T1"), ("username", "", "gil")} < numbers()


def test_it_comes_back_byte_for_byte_and_a_second_time_nothing_changes(
    viewer: Viewer, tenant: Tenant, tmp_path: Path
) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))
    by_hand = a_student(given_name="Zed")
    a_school_enrolment(student=by_hand, school=by_hand.school, starts_on=date(2026, 8, 20))
    a_contact_method(student=by_hand, kind="email", value="second@home.example")
    a_contact_method(student=by_hand, kind="email", value="first@home.example", is_primary=True)
    a_contact_method(student=by_hand, kind="phone", value="555-0199", ended_on=viewer.today)
    an_identifier(student=by_hand, kind="local_student_number", value="S900")
    an_enrolment(student=by_hand)
    first = handed_out(viewer, tmp_path / "first")
    told = first["users.csv"].decode()
    assert ',ada,"{Fed:9},{LDAP:12}",Ada,Quill,,S100,ada@home.example,555-0102,555-0101,' in told
    assert ",S900,first@home.example,,," in told
    reading = read(tmp_path / "first")
    assert reading.delivery is not None
    before = numbers(), reached()
    again = import_roster(viewer=viewer, delivery=reading.delivery)
    assert total(again.by_kind)[1::2] == (0, 0)
    assert (numbers(), reached()) == before

    empty = a_tenant(slug="maple-copy", name=tenant.name)
    elsewhere = Viewer.operator(empty.pk, empty.time_zone)
    with tenant_scope(empty.pk):
        import_roster(viewer=elsewhere, delivery=reading.delivery)
        assert handed_out(elsewhere, tmp_path / "second") == first


def test_what_changes_takes_the_place_of_what_was_said_and_not_of_what_was_typed(
    viewer: Viewer, tmp_path: Path
) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))
    ada = Student.objects.get(given_name="Ada")
    a_contact_method(student=ada, kind="email", value="aunt@home.example", is_primary=True)
    other = TOLD.replace("ada@home.example", "ada@new.example").replace("S100", "S1000")
    other = other.replace("555-0102", "")
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", users=other))
    assert {kind: tally["updated"] for kind, tally in answer.by_kind.items() if tally["updated"]} == {
        "contact_method": 1,
        "person_identifier": 1,
    }
    assert {(kind, value) for name, kind, value in reached() if name == "Ada"} == {
        ("email", "ada@new.example"),
        ("email", "aunt@home.example"),
        ("sms", "555-0102"),
        ("phone", "555-0101"),
    }
    assert ("local_student_number", "", "S1000") in numbers()
    assert ("local_student_number", "", "S100") not in numbers()


def test_numbers_are_swapped_and_shifted_within_a_delivery(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))

    def of(name: str) -> str:
        return PersonIdentifier.objects.get(student__given_name=name, kind="local_student_number").value

    assert (of("Ada"), of("Bo")) == ("S100", "S101")
    swapped = TOLD.replace("S100", "S").replace("S101", "S100").replace(",S,", ",S101,")
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", users=swapped))
    assert answer.by_kind["person_identifier"]["updated"] == 2
    assert (of("Ada"), of("Bo")) == ("S101", "S100")
    shifted = TOLD.replace("S101", "S102").replace("S100", "s101")
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "c", users=shifted))
    assert (of("Ada"), of("Bo")) == ("s101", "S102")


def test_numbers_are_swapped_and_shifted_among_batches(
    viewer: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))
    monkeypatch.setattr(changes, "BATCH", 1)
    swapped = TOLD.replace("S100", "S").replace("S101", "S100").replace(",S,", ",S101,")
    swapped = swapped.replace(",bo,", ",ADA,").replace(",ada,", ",Bo,").replace(",tam,", ",bo-2,")
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", users=swapped))
    assert answer.by_kind["person_identifier"]["updated"] == 5
    of_students = PersonIdentifier.objects.exclude(student=None).exclude(kind="external_id")
    assert set(of_students.values_list("student__given_name", "value")) == {
        ("Ada", "S101"),
        ("Ada", "Bo"),
        ("Bo", "S100"),
        ("Bo", "ADA"),
    }
    again = import_roster(viewer=viewer, delivery=delivered(tmp_path / "c", users=swapped))
    assert total(again.by_kind)[:2] == (0, 0)


def test_a_number_that_its_owner_keeps_is_not_let_go(
    viewer: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))
    monkeypatch.setattr(changes, "BATCH", 1)
    an_identifier(student=a_student(), kind="local_student_number", value="S500")
    before = every_row()
    delivery = delivered(tmp_path / "b", users=TOLD.replace("S101", "S500").replace("S100", "S101"))
    with pytest.raises(DeliveryRefused) as refusal:
        import_roster(viewer=viewer, delivery=delivery)
    (problem,) = refusal.value.found
    assert (problem.line, problem.code) == (3, "identifier_taken")
    assert every_row() == before


def test_what_a_source_says_no_more_ends_and_goes_on_when_it_is_said_again(
    viewer: Viewer, tmp_path: Path
) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))
    ada = Student.objects.get(given_name="Ada")
    a_contact_method(student=ada, kind="sms", value="555-0777")
    a_contact_method(guardian=Guardian.objects.get(), kind="phone", value="555-0778")
    silent = TOLD.replace("555-0102", "").replace("gil@home.example", "")
    of_a_part = {"users": silent.replace(",student-1,", ",,")}
    told = read(folder(tmp_path / "part", of_a_part, mode="delta")).delivery
    assert told is not None
    import_roster(viewer=viewer, delivery=told)
    assert not ContactMethod.objects.exclude(ended_on=None).exists()

    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", users=silent))
    assert answer.by_kind["contact_method"]["ended"] == 2
    ended = ContactMethod.objects.exclude(ended_on=None)
    assert set(ended.values_list("value", "ended_on")) == {
        ("555-0102", viewer.today),
        ("gil@home.example", viewer.today),
    }
    again = import_roster(viewer=viewer, delivery=delivered(tmp_path / "c", users=silent))
    assert total(again.by_kind)[1::2] == (0, 0)
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "d", users=TOLD))
    assert answer.by_kind["contact_method"]["updated"] == 2
    assert not ended.exists()


def test_who_is_told_of_no_more_can_still_be_reached(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))
    gone = TOLD.replace("guardian-1,,,true", "guardian-1,tobedeleted,,true")
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", users=gone))
    assert answer.by_kind["contact_method"]["ended"] == 0


def test_a_number_that_is_said_no_more_is_free_for_another(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))
    an_identifier(student=Student.objects.get(given_name="Ada"), kind="state_student_id", value="VT-1")
    taken_over = TOLD.replace('"{LDAP:12},{Fed:9}"', "").replace(",S100,", ",,").replace(",S101,", ",S100,")
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", users=taken_over))
    assert answer.by_kind["person_identifier"]["ended"] == 3
    assert PersonIdentifier.objects.get(value="S100").student == Student.objects.get(given_name="Bo")
    of_ada = PersonIdentifier.objects.filter(student__given_name="Ada")
    assert set(of_ada.values_list("value", flat=True)) == {"ada", "VT-1"}
    again = import_roster(viewer=viewer, delivery=delivered(tmp_path / "c", users=taken_over))
    assert total(again.by_kind)[::3] == (0, 0)
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "d", users=TOLD))
    assert answer.by_kind["person_identifier"]["created"] == 3


def test_a_delta_that_leaves_a_number_out_says_nothing_of_it(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=TOLD))
    before = numbers()
    silent = {"users": TOLD.replace(",S100,", ",,").replace('"{LDAP:12},{Fed:9}"', "")}
    told = read(folder(tmp_path / "part", silent, mode="delta")).delivery
    assert told is not None
    answer = import_roster(viewer=viewer, delivery=told)
    assert answer.by_kind["person_identifier"]["ended"] == 0
    assert numbers() == before


@pytest.mark.parametrize(("other", "refused"), [("S101", True), ("T1", False)])
def test_one_number_is_one_person_among_those_who_are_the_same(
    viewer: Viewer, tmp_path: Path, other: str, refused: bool
) -> None:
    delivery = delivered(tmp_path / "a", users=USERS.replace(",S100,", f",{other},"))
    if not refused:
        import_roster(viewer=viewer, delivery=delivery)
        assert PersonIdentifier.objects.filter(value="T1").count() == 2
        assert read(tmp_path / "a").problems == ()
        return
    before = every_row()
    with pytest.raises(DeliveryRefused) as refusal:
        import_roster(viewer=viewer, delivery=delivery)
    (problem,) = refusal.value.found
    assert (problem.file, problem.line, problem.code) == ("users.csv", 3, "duplicate_person")
    assert every_row() == before


def test_two_people_alike_come_back_byte_for_byte(viewer: Viewer, tenant: Tenant, tmp_path: Path) -> None:
    for _ in range(2):
        twin = a_student(given_name="Ann", family_name="Oak")
        a_school_enrolment(student=twin, school=twin.school, starts_on=date(2026, 8, 20))
        demographics_of(twin, birth_date=date(2014, 11, 2))
    first = handed_out(viewer, tmp_path / "first")
    delivery = read(tmp_path / "first").delivery
    assert delivery is not None
    empty = a_tenant(slug="empty", name=tenant.name)
    elsewhere = Viewer.operator(empty.pk, empty.time_zone)
    with tenant_scope(empty.pk):
        import_roster(viewer=elsewhere, delivery=delivery)
        assert handed_out(elsewhere, tmp_path / "second") == first


def test_a_number_of_two_users_is_the_first_ones(viewer: Viewer, tmp_path: Path) -> None:
    shared = TOLD.replace("true,bo,,", 'true,ADA,"{ldap:12}",')
    path = folder(tmp_path / "a", district(users=shared))
    reading = read(path)
    assert reading.delivery is not None
    with watched(lambda _rows: None, reading.warnings):
        import_roster(viewer=viewer, delivery=reading.delivery)
    told = {(each.line, each.field, each.code) for each in reading.warnings.problems()}
    assert told == {(3, "username", "shared_identifier"), (3, "userIds", "shared_identifier")}
    bo = Student.objects.get(given_name="Bo")
    assert set(PersonIdentifier.objects.filter(student=bo).values_list("value", flat=True)) == {"S101"}


@pytest.mark.parametrize("number", ["S100", "s100"])
def test_whoever_has_the_number_of_another_in_the_tenant_is_refused(
    viewer: Viewer, tmp_path: Path, number: str
) -> None:
    an_identifier(student=a_student(), kind="local_student_number", value=number)
    delivery, before = delivered(tmp_path / "a"), every_row()
    with pytest.raises(DeliveryRefused) as refusal:
        import_roster(viewer=viewer, delivery=delivery)
    assert every_row() == before
    (problem,) = refusal.value.found
    assert (problem.file, problem.line, problem.code) == ("users.csv", 2, "identifier_taken")


def test_whoever_is_in_the_tenant_under_another_sourced_id_is_refused(viewer: Viewer, tmp_path: Path) -> None:
    there = a_student(given_name="ADA", family_name="Quill")
    demographics_of(there, birth_date=date(2014, 11, 2))
    demographics_of(a_student(given_name="Ada", family_name="Quill"), birth_date=date(2014, 11, 3))
    delivery, before = delivered(tmp_path / "a"), every_row()
    with pytest.raises(DeliveryRefused) as refusal:
        import_roster(viewer=viewer, delivery=delivery)
    assert every_row() == before
    (problem,) = refusal.value.found
    assert (problem.file, problem.line, problem.code) == ("demographics.csv", 2, "duplicate_person")
    # With a number of the district for each they are two people.
    an_identifier(student=there, kind="local_student_number", value="S7")
    import_roster(viewer=viewer, delivery=delivery)
    assert Student.objects.filter(family_name="Quill").count() == 3


def test_a_mail_address_that_is_none_is_refused_where_it_stands(viewer: Viewer, tmp_path: Path) -> None:
    wrong = TOLD.replace("ada@home.example", "ada at home")
    with pytest.raises(DeliveryRefused) as refusal:
        import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=wrong))
    (problem,) = refusal.value.found
    assert (problem.file, problem.line, problem.field, problem.code) == (
        "users.csv",
        2,
        "value",
        "value_invalid",
    )
    assert not Guardian.objects.exists()


def test_what_two_databases_hand_out_has_no_sourced_id_in_common(viewer: Viewer, tmp_path: Path) -> None:
    a_guardian()
    an_enrolment()
    first = handed_out(viewer, tmp_path / "first")
    assert handed_out(viewer, tmp_path / "again") == first
    # The same rows with the same keys, as another database may have them.
    ExternalIdentifier.objects.all().delete()
    second = handed_out(viewer, tmp_path / "second")
    assert not _sourced_ids(first) & _sourced_ids(second)


def _sourced_ids(files: dict[str, bytes]) -> set[str]:
    texts = (text.decode() for name, text in files.items() if name != "manifest.csv")
    rows = (row for text in texts for row in text.split("\r\n"))
    return {row.split(",")[0] for row in rows} - {"", "sourcedId"}


@pytest.mark.parametrize("file", ["lineItemScoreScales", "resultScoreScales"])
def test_scores_on_scales_of_their_own_are_refused(tmp_path: Path, file: str) -> None:
    path = folder(tmp_path / "a", district())
    announced = manifest(district()) + f"file.{file},bulk\n"
    (path / "manifest.csv").write_text(announced)
    (path / f"{file}.csv").write_text("sourcedId,status,dateLastModified\n")
    assert found(read(path)) == []
    (path / f"{file}.csv").write_text("sourcedId,status,dateLastModified\n1,,\n")
    assert found(read(path)) == [(f"{file}.csv", 0, None, "scale_not_read")]
