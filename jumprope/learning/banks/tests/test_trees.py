"""Folders and standards of a draft: in order, in bounds, and each once."""

from functools import partial
from unittest.mock import patch

import pytest

from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import rules, writes
from jumprope.learning.banks.factories import (
    a_bank_folder,
    a_bank_standard,
    a_bank_version,
    a_published_version,
    a_standard_type,
)
from jumprope.learning.banks.models import BankVersion, StandardType, VersionFolder, VersionStandard
from jumprope.learning.banks.writes import NewBankFolder, NewBankStandard
from jumprope.learning.standards.factories import a_standard
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def draft() -> BankVersion:
    return a_bank_version()


@pytest.fixture
def academic() -> StandardType:
    return a_standard_type()


def move(viewer: Viewer, folder: VersionFolder, parent: VersionFolder | None, position: int = 0) -> None:
    writes.move_bank_folder(
        viewer=viewer,
        bank_version_id=folder.version_id,
        bank_folder_id=folder.pk,
        parent_id=parent.pk if parent else None,
        position=position,
    )


def order_below(parent: VersionFolder | None, version: BankVersion) -> list[str]:
    folders = VersionFolder.objects.filter(version=version, parent=parent, removed_at=None)
    return list(folders.order_by("position").values_list("name", flat=True))


def test_folders_are_added_as_the_last_of_their_siblings(admin: Viewer, draft: BankVersion) -> None:
    sky = a_bank_folder(version=draft, name="Sky")
    folders = [
        NewBankFolder(name="Night", parent_id=sky.pk),
        NewBankFolder(name=" Day ", parent_id=sky.pk),
        NewBankFolder(name="Sea"),
    ]
    added = writes.add_bank_folders(viewer=admin, bank_version_id=draft.pk, folders=folders)
    assert order_below(sky, draft) == ["Night", "Day"]
    assert order_below(None, draft) == ["Sky", "Sea"]
    assert VersionFolder.objects.get(pk=added.bank_folder_ids[2]).name == "Sea"


def test_folders_that_have_no_place_are_refused(admin: Viewer, draft: BankVersion) -> None:
    a_bank_folder(version=draft, name="Sky")
    elsewhere = a_bank_folder()
    removed = a_bank_folder(version=draft, removed_at=admin.now)
    folders = [
        NewBankFolder(name="Sky"),
        NewBankFolder(name="Night", parent_id=elsewhere.pk),
        NewBankFolder(name="Day", parent_id=removed.pk),
        NewBankFolder(name=""),
    ]
    with refused(
        ("bank_folder_name_taken", "folders.0.name"),
        ("not_found", "folders.1.parent_id"),
        ("not_found", "folders.2.parent_id"),
        ("value_missing", "folders.3.name"),
    ):
        writes.add_bank_folders(viewer=admin, bank_version_id=draft.pk, folders=folders)
    published = a_published_version()
    with refused(("bank_version_not_draft", "bank_version_id")):
        writes.add_bank_folders(viewer=admin, bank_version_id=published.pk, folders=folders[:1])


def test_a_tree_is_bounded(admin: Viewer, draft: BankVersion, academic: StandardType) -> None:
    folder = a_bank_folder(version=draft)
    for _ in range(rules.DEEPEST - 1):
        folder = a_bank_folder(version=draft, parent=folder)
    new = [NewBankFolder(name="Deeper", parent_id=folder.pk)]
    with refused(("bank_too_deep", "folders.0.parent_id")):
        writes.add_bank_folders(viewer=admin, bank_version_id=draft.pk, folders=new)
    other = a_bank_folder(version=draft)
    with refused(("bank_too_deep", "parent_id")):
        move(admin, other, folder)
    with patch.object(rules, "MOST_NODES", rules.DEEPEST + 1):
        with refused(("bank_too_large", "folders")):
            writes.add_bank_folders(
                viewer=admin, bank_version_id=draft.pk, folders=[NewBankFolder(name="One more")]
            )
        standards = [NewBankStandard(standard_id=a_standard().pk, standard_type_id=academic.pk)]
        with refused(("bank_too_large", "standards")):
            writes.place_standards(viewer=admin, bank_version_id=draft.pk, standards=standards)


def test_a_folder_moves_with_what_is_in_it(admin: Viewer, draft: BankVersion) -> None:
    sky, sea = (a_bank_folder(version=draft, name=name) for name in ("Sky", "Sea"))
    night = a_bank_folder(version=draft, name="Night", parent=sky)
    day = a_bank_folder(version=draft, name="Day", parent=sky)
    stars = a_bank_standard(version=draft, folder=night)
    move(admin, sea, sky, position=1)
    assert order_below(sky, draft) == ["Night", "Sea", "Day"]
    move(admin, day, sky)
    assert order_below(sky, draft) == ["Day", "Night", "Sea"]
    move(admin, night, None, position=9)
    assert order_below(None, draft) == ["Sky", "Night"]
    stars.refresh_from_db()
    assert stars.folder == night


def test_no_folder_stands_in_itself(admin: Viewer, draft: BankVersion) -> None:
    sky = a_bank_folder(version=draft)
    night = a_bank_folder(version=draft, parent=sky)
    for parent in (sky, night):
        with refused(("bank_folder_below_itself", "parent_id")):
            move(admin, sky, parent)
    elsewhere = a_bank_folder()
    with refused(("not_found", "parent_id")):
        move(admin, sky, elsewhere)


def test_siblings_are_told_apart_by_their_names(admin: Viewer, draft: BankVersion) -> None:
    a_bank_folder(version=draft, name="Sky")
    sea = a_bank_folder(version=draft, name="Sea")
    below = a_bank_folder(version=draft, name="Sky", parent=sea)
    with refused(("bank_folder_name_taken", "name")):
        move(admin, below, None)
    for name, refusal in {"Sky": "bank_folder_name_taken", "": "value_missing"}.items():
        with refused((refusal, "name")):
            writes.name_bank_folder(viewer=admin, bank_version_id=draft.pk, bank_folder_id=sea.pk, name=name)
    writes.name_bank_folder(viewer=admin, bank_version_id=draft.pk, bank_folder_id=sea.pk, name="Ocean")
    assert order_below(None, draft) == ["Sky", "Ocean"]


def test_only_empty_folders_are_taken_out(admin: Viewer, draft: BankVersion) -> None:
    def remove(folder: VersionFolder) -> None:
        writes.remove_bank_folder(viewer=admin, bank_version_id=draft.pk, bank_folder_id=folder.pk)

    sky = a_bank_folder(version=draft, name="Sky")
    night = a_bank_folder(version=draft, parent=sky)
    stars = a_bank_standard(version=draft, folder=night)
    for folder in (sky, night):
        with refused(("bank_folder_not_empty", "bank_folder_id")):
            remove(folder)
    writes.remove_bank_standards(viewer=admin, bank_version_id=draft.pk, bank_standard_ids=[stars.pk])
    remove(night)
    remove(sky)
    assert order_below(None, draft) == []
    with refused(("not_found", "bank_folder_id")):
        remove(sky)


def test_standards_are_placed_in_their_own_words_or_in_others(
    admin: Viewer, draft: BankVersion, academic: StandardType
) -> None:
    sky = a_bank_folder(version=draft)
    own, other = a_standard(code="S.1", statement="Names stars."), a_standard(code="S.2")
    standards = [
        NewBankStandard(standard_id=own.pk, standard_type_id=academic.pk, folder_id=sky.pk),
        NewBankStandard(
            standard_id=other.pk,
            standard_type_id=academic.pk,
            folder_id=sky.pk,
            code="X.1",
            statement="Finds Venus.",
        ),
    ]
    placed = writes.place_standards(viewer=admin, bank_version_id=draft.pk, standards=standards)
    found = VersionStandard.objects.in_bulk(placed.bank_standard_ids)
    assert [
        (one.standard_id, one.folder_id, one.position, one.code, one.statement)
        for one in (found[key] for key in placed.bank_standard_ids)
    ] == [(own.pk, sky.pk, 0, "S.1", "Names stars."), (other.pk, sky.pk, 1, "X.1", "Finds Venus.")]


def test_nothing_is_in_a_version_twice(admin: Viewer, draft: BankVersion, academic: StandardType) -> None:
    there = a_bank_standard(version=draft, code="S.1", statement="Names the stars.")

    def new(code: str, statement: str, standard_id: int | None = None) -> NewBankStandard:
        return NewBankStandard(
            standard_id=standard_id or a_standard().pk,
            standard_type_id=academic.pk,
            code=code,
            statement=statement,
        )

    standards = [
        new("s. 1", "Finds Venus."),
        new("S.2", "names the STARS"),
        new("S.3", "Finds Mars.", there.standard_id),
        new("S.4", "Finds Venus!"),
        new("", "Finds Pluto."),
        new("", "Finds Saturn."),
    ]
    with refused(*(("bank_standard_repeated", f"standards.{place}") for place in range(4))):
        writes.place_standards(viewer=admin, bank_version_id=draft.pk, standards=standards)
    writes.place_standards(viewer=admin, bank_version_id=draft.pk, standards=standards[4:])
    writes.remove_bank_standards(viewer=admin, bank_version_id=draft.pk, bank_standard_ids=[there.pk])
    writes.place_standards(viewer=admin, bank_version_id=draft.pk, standards=standards[1:2])
    assert VersionStandard.objects.filter(version=draft, removed_at=None).count() == 3


def test_standards_that_cannot_stand_there_are_refused(
    admin: Viewer, draft: BankVersion, academic: StandardType
) -> None:
    retired_type = a_standard_type(retired_at=admin.now)
    standards = [
        NewBankStandard(standard_id=10**9, standard_type_id=academic.pk),
        NewBankStandard(standard_id=a_standard(retired_at=admin.now).pk, standard_type_id=academic.pk),
        NewBankStandard(
            standard_id=a_standard().pk, standard_type_id=retired_type.pk, folder_id=a_bank_folder().pk
        ),
        NewBankStandard(
            standard_id=a_standard().pk, standard_type_id=academic.pk, code="x" * 201, statement="y" * 2001
        ),
    ]
    with refused(
        ("not_found", "standards.0.standard_id"),
        ("standard_retired", "standards.1.standard_id"),
        ("not_found", "standards.2.folder_id"),
        ("not_found", "standards.2.standard_type_id"),
        ("value_too_long", "standards.3.code"),
        ("value_too_long", "standards.3.code_key"),
        ("value_too_long", "standards.3.statement"),
    ):
        writes.place_standards(viewer=admin, bank_version_id=draft.pk, standards=standards)


def test_many_are_placed_in_as_many_statements_as_one(admin: Viewer, academic: StandardType) -> None:
    def taken(count: int) -> int:
        version = a_bank_version()
        standards = [
            NewBankStandard(
                standard_id=a_standard(statement=f"Says {number}.").pk, standard_type_id=academic.pk
            )
            for number in range(count)
        ]
        return statements(
            lambda: writes.place_standards(viewer=admin, bank_version_id=version.pk, standards=standards)
        )

    taken(1)  # the tenant's first event makes the head of its chain too
    assert taken(1) == taken(20)


def test_standards_move_together(admin: Viewer, draft: BankVersion) -> None:
    sky = a_bank_folder(version=draft)
    first, second, third = (a_bank_standard(version=draft, folder=sky) for _ in range(3))
    top = a_bank_standard(version=draft)
    writes.move_bank_standards(
        viewer=admin,
        bank_version_id=draft.pk,
        bank_standard_ids=[third.pk, top.pk],
        folder_id=sky.pk,
        position=1,
    )
    assert list(sky.standards.order_by("position")) == [first, third, top, second]
    elsewhere = a_bank_folder()
    with refused(("not_found", "folder_id")):
        writes.move_bank_standards(
            viewer=admin, bank_version_id=draft.pk, bank_standard_ids=[top.pk], folder_id=elsewhere.pk
        )
    stranger = a_bank_standard()
    with refused(("not_found", "bank_standard_ids.1")):
        writes.move_bank_standards(
            viewer=admin, bank_version_id=draft.pk, bank_standard_ids=[top.pk, stranger.pk]
        )


def test_a_standard_of_a_draft_is_changed(admin: Viewer, academic: StandardType) -> None:
    standard = a_bank_standard(code="S.1", statement="Names stars.")
    change = partial(
        writes.change_bank_standard,
        viewer=admin,
        bank_version_id=standard.version_id,
        bank_standard_id=standard.pk,
    )
    change(code="S.9", standard_type_id=academic.pk)
    standard.refresh_from_db()
    assert (standard.code, standard.code_key) == ("S.9", "s.9")
    assert (standard.statement, standard.standard_type) == ("Names stars.", academic)
    with refused(("not_found", "standard_type_id")):
        change(standard_type_id=10**9)
    with refused(("value_missing", "statement")):
        change(statement=" ")
