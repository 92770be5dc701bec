"""A bank goes from year to year: drafted as a copy, published, corrected, archived."""

from functools import partial

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import writes
from jumprope.learning.banks.factories import (
    a_bank,
    a_bank_folder,
    a_bank_standard,
    a_bank_version,
    a_published_version,
    a_standard_type,
)
from jumprope.learning.banks.models import (
    Bank,
    BankVersion,
    StandardType,
    VersionStandard,
    VersionStandardCorrection,
)
from jumprope.learning.standards.factories import a_standard
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School
from jumprope.school.calendars.factories import a_school_year
from tests.outcomes import locked_first, refused, statements

pytestmark = pytest.mark.usefixtures("tenant")


def test_the_first_bank_brings_the_built_in_types(admin: Viewer) -> None:
    writes.open_bank(viewer=admin, name="Juniper")
    writes.open_bank(viewer=admin, name="Cedar")
    built_in = StandardType.objects.filter(built_in=True).order_by("pk")
    assert list(built_in.values_list("name", "counts_towards")) == [
        ("Academic", "academic"),
        ("Habits of work", "habits"),
    ]


def test_a_school_opens_a_bank_of_its_own_and_no_other(principal: Viewer, school: School) -> None:
    opened = writes.open_bank(viewer=principal, name="Ours", school_id=school.pk)
    assert Bank.objects.get(pk=opened.bank_id).school == school
    other = a_school()
    for school_id in (None, other.pk):
        with refused(("not_found", "school_id")):
            writes.open_bank(viewer=principal, name="Theirs", school_id=school_id)


def test_banks_have_names_of_their_own(admin: Viewer) -> None:
    a_bank(name="Juniper")
    a_standard_type(built_in=True)
    with refused(("bank_name_taken", "name")):
        writes.open_bank(viewer=admin, name="Juniper")
    with refused(("value_missing", "name")):
        writes.open_bank(viewer=admin, name=" ")


def test_types_are_made_and_retired_for_the_whole_tenant(admin: Viewer, principal: Viewer) -> None:
    made = writes.make_standard_type(viewer=admin, name="Languages", counts_towards="academic")
    with refused(("standard_type_name_taken", "name")):
        writes.make_standard_type(viewer=admin, name="Languages", counts_towards="habits")
    with refused(("value_invalid", "counts_towards")):
        writes.make_standard_type(viewer=admin, name="Arts", counts_towards="fame")
    with refused(("not_found", None)):
        writes.make_standard_type(viewer=principal, name="Arts", counts_towards="habits")
    with refused(("not_found", "standard_type_id")):
        writes.retire_standard_type(viewer=principal, standard_type_id=made.standard_type_id)
    writes.retire_standard_type(viewer=admin, standard_type_id=made.standard_type_id)
    with refused(("standard_type_retired", "standard_type_id")):
        writes.retire_standard_type(viewer=admin, standard_type_id=made.standard_type_id)
    assert StandardType.objects.get().retired_at == admin.now
    built_in = a_standard_type(built_in=True)
    with refused(("standard_type_built_in", "standard_type_id")):
        writes.retire_standard_type(viewer=admin, standard_type_id=built_in.pk)


def test_a_new_version_is_a_copy_of_the_one_published_last(admin: Viewer) -> None:
    former = a_published_version(number=1)
    top = a_bank_folder(version=former, name="Sky", position=0)
    below = a_bank_folder(version=former, name="Night", parent=top, position=3)
    a_bank_folder(version=former, removed_at=admin.now)
    planets = a_bank_standard(version=former, folder=below)
    stars = a_bank_standard(version=former)
    drafted = writes.draft_bank_version(
        viewer=admin, bank_id=former.bank_id, school_year_id=a_school_year().pk
    )
    draft = BankVersion.objects.get(pk=drafted.bank_version_id)
    assert (draft.number, draft.state, draft.copied_from) == (2, "draft", former)
    folders = draft.folders.order_by("pk").values_list("name", "parent__name", "position")
    assert list(folders) == [("Sky", None, 0), ("Night", "Sky", 3)]
    copied = ("standard_id", "standard_type_id", "position", "code", "statement", "statement_key")
    assert list(draft.standards.order_by("pk").values_list("folder__name", *copied)) == [
        (name, *(getattr(standard, column) for column in copied))
        for name, standard in (("Night", planets), (None, stars))
    ]
    assert former.standards.count() == 2
    assert not draft.folders.filter(parent__version=former).exists()


def test_a_bank_has_one_draft(admin: Viewer) -> None:
    bank = a_bank()
    year = a_school_year()
    writes.draft_bank_version(viewer=admin, bank_id=bank.pk, school_year_id=year.pk)
    with refused(("bank_has_draft", "bank_id")):
        writes.draft_bank_version(viewer=admin, bank_id=bank.pk, school_year_id=year.pk)
    other = a_bank()
    with refused(("not_found", "school_year_id")):
        writes.draft_bank_version(viewer=admin, bank_id=other.pk, school_year_id=10**9)


def test_a_copy_takes_no_more_statements_for_more_nodes(admin: Viewer) -> None:
    def taken(count: int) -> int:
        former = a_published_version(number=1)
        top = a_bank_folder(version=former)
        for _ in range(count):
            a_bank_standard(version=former, folder=a_bank_folder(version=former, parent=top))
        year = a_school_year().pk
        return statements(
            lambda: writes.draft_bank_version(viewer=admin, bank_id=former.bank_id, school_year_id=year)
        )

    taken(1)  # the tenant's first event makes the head of its chain too
    assert taken(1) == taken(6)


def test_what_is_published_takes_the_place_of_what_was_for_the_same_year(admin: Viewer) -> None:
    former = a_published_version(number=1)
    last_year = a_published_version(number=2, bank=former.bank)
    elsewhere = a_published_version(school_year=former.school_year)
    draft = a_bank_version(number=3, bank=former.bank, school_year=former.school_year)
    answer = writes.publish_bank_version(viewer=admin, bank_version_id=draft.pk)
    assert answer.archived_ids == [former.pk]
    states = dict(BankVersion.objects.values_list("pk", "state"))
    assert states == {
        former.pk: "archived",
        last_year.pk: "published",
        elsewhere.pk: "published",
        draft.pk: "published",
    }
    with refused(("bank_version_not_draft", "bank_version_id")):
        writes.publish_bank_version(viewer=admin, bank_version_id=draft.pk)


def test_versions_are_archived_once(admin: Viewer) -> None:
    draft = a_bank_version()
    writes.archive_bank_version(viewer=admin, bank_version_id=draft.pk)
    draft.refresh_from_db()
    assert (draft.state, draft.archived_at) == ("archived", admin.now)
    with refused(("bank_version_archived", "bank_version_id")):
        writes.archive_bank_version(viewer=admin, bank_version_id=draft.pk)


def test_a_school_keeps_its_own_versions_only(principal: Viewer, school: School) -> None:
    own = a_bank_version(bank=a_bank(school=school))
    writes.publish_bank_version(viewer=principal, bank_version_id=own.pk)
    for version in (a_bank_version(), a_bank_version(bank=a_bank(school=a_school()))):
        with refused(("not_found", "bank_version_id")):
            writes.publish_bank_version(viewer=principal, bank_version_id=version.pk)
    teacher = a_viewer(Role.TEACHER)
    with refused(("not_found", None)):
        writes.archive_bank_version(viewer=teacher, bank_version_id=own.pk)


def test_a_correction_keeps_what_was_said_and_why(admin: Viewer) -> None:
    standard = a_bank_standard(version=a_published_version(), code="B.1", statement="Names starz.")
    writes.correct_bank_standard(
        viewer=admin,
        bank_version_id=standard.version_id,
        bank_standard_id=standard.pk,
        statement="Names stars.",
        reason="A slip of the pen",
    )
    standard.refresh_from_db()
    assert (standard.code, standard.statement) == ("B.1", "Names stars.")
    correction = VersionStandardCorrection.objects.get()
    assert (correction.code_before, correction.statement_before) == ("B.1", "Names starz.")
    assert (correction.reason, correction.corrected_by_id) == ("A slip of the pen", admin.account_id)


def test_only_what_is_published_is_corrected_and_with_a_reason(admin: Viewer) -> None:
    drafted = a_bank_standard()
    with refused(("bank_version_not_published", "bank_version_id")):
        correct(admin, drafted.version, drafted.pk, "Why not")
    version = a_published_version()
    first, second = a_bank_standard(version=version), a_bank_standard(version=version)
    with refused(("value_missing", "reason")):
        correct(admin, version, first.pk, " ")
    with refused(("not_found", "bank_standard_id")):
        correct(admin, version, drafted.pk, "Why not")
    with refused(("bank_standard_repeated", None)):
        correct(admin, version, first.pk, "Why not", code=second.code)


def correct(
    viewer: Viewer, version: BankVersion, standard: int, reason: str, code: str | None = None
) -> None:
    writes.correct_bank_standard(
        viewer=viewer, bank_version_id=version.pk, bank_standard_id=standard, reason=reason, code=code
    )


def test_types_are_locked_before_standards_are_of_them(admin: Viewer) -> None:
    version, kind, other = a_bank_version(), a_standard_type(), a_standard_type(name="Habits")
    new = writes.NewBankStandard(standard_id=a_standard().pk, standard_type_id=kind.pk)
    place = partial(writes.place_standards, viewer=admin, bank_version_id=version.pk, standards=[new])
    assert locked_first(place)[:2] == ["banks_bankversion", "banks_standardtype"]
    placed = VersionStandard.objects.get()
    change = partial(
        writes.change_bank_standard,
        viewer=admin,
        bank_version_id=version.pk,
        bank_standard_id=placed.pk,
        standard_type_id=other.pk,
    )
    assert locked_first(change)[:2] == ["banks_bankversion", "banks_standardtype"]
    placed.refresh_from_db()
    assert placed.standard_type == other
