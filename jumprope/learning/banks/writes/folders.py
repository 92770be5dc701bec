"""Building the tree of a draft: folders added, named, moved and taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import access, rules
from jumprope.learning.banks.models import BankVersion, VersionFolder, VersionStandard
from jumprope.learning.banks.writes.versions import lock_draft


class BankFolderNameTaken(Refused):
    """Siblings are told apart by their names."""

    code = "bank_folder_name_taken"
    message = _("There is a folder “{name}” at this place already.")


class BankTooDeep(Refused):
    """A tree that nobody finds their way in."""

    code = "bank_too_deep"
    message = _("Folders go at most {deepest} deep.")


class BankTooLarge(Refused):
    """A version is bounded, so that it can be copied and shown whole."""

    code = "bank_too_large"
    message = _("A version holds at most {most} folders and standards; these would be {count}.")


class BankFolderBelowItself(Refused):
    """Nobody would find it any more."""

    code = "bank_folder_below_itself"
    message = _("A folder cannot stand in itself, or in a folder that stands in it.")
    field = "parent_id"


class BankFolderNotEmpty(Refused):
    """What is in it would be lost unseen."""

    code = "bank_folder_not_empty"
    message = _("There are folders or standards in “{name}”. Move them, or take them out first.")
    field = "bank_folder_id"


class NewBankFolder(TypedDict):
    """A folder to be added below another one, or at the top."""

    name: str
    parent_id: NotRequired[int | None]


@dataclass(frozen=True, kw_only=True)
class BankFoldersAdded(Answer):
    """The new folders, in the order in which they were given."""

    bank_folder_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class BankFolderChanged(Answer):
    """The folder that was named, moved or taken out."""

    bank_folder_id: int


@command(access.MANAGE_BANKS, event="bank_folders.added")
def add_bank_folders(
    *, viewer: Viewer, bank_version_id: int, folders: Sequence[NewBankFolder]
) -> BankFoldersAdded:
    """Add folders to a draft, each as the last of its siblings.

    Raises `NotFound` for the version or a parent, `BankVersionNotDraft`, `BankFolderNameTaken`,
    `BankTooDeep`, `BankTooLarge`, and what `kit.values` refuses. Seven statements.
    """
    values.check_size(folders, field="folders")
    version = lock_draft(viewer=viewer, bank_version_id=bank_version_id)
    tree = Tree(version)
    tree.check_room(len(folders), field="folders")
    new = [
        VersionFolder(version=version, name=folder["name"], parent_id=folder.get("parent_id"), position=0)
        for folder in folders
    ]
    refusals: list[Refused] = []
    for position, folder in enumerate(new):
        refusals += tree.add(folder, at=f"folders.{position}")
    refuse_all(refusals)
    return BankFoldersAdded(bank_folder_ids=rows.insert(new))


@command(access.MANAGE_BANKS, event="bank_folder.named")
def name_bank_folder(
    *, viewer: Viewer, bank_version_id: int, bank_folder_id: int, name: str
) -> BankFolderChanged:
    """Give a folder of a draft another name. Raises what `add_bank_folders` does."""
    tree = Tree(lock_draft(viewer=viewer, bank_version_id=bank_version_id))
    folder = tree.folder(bank_folder_id)
    folder.name = name
    refuse_all([*values.clean(folder), *tree.faults_of_name(folder, at="")])
    folder.save(update_fields=["name"])
    return BankFolderChanged(bank_folder_id=folder.pk)


@command(access.MANAGE_BANKS, event="bank_folder.moved")
def move_bank_folder(
    *,
    viewer: Viewer,
    bank_version_id: int,
    bank_folder_id: int,
    parent_id: int | None = None,
    position: int = 0,
) -> BankFolderChanged:
    """Move a folder of a draft, with all that is in it, below another one or to the top; `position` is its
    place among its siblings there, from 0.

    Raises `NotFound`, `BankVersionNotDraft`, `BankFolderBelowItself`, `BankTooDeep`, `BankFolderNameTaken`.
    Four statements.
    """
    tree = Tree(lock_draft(viewer=viewer, bank_version_id=bank_version_id))
    folder = tree.folder(bank_folder_id)
    if parent_id is not None and parent_id not in tree.parents:
        raise NotFound(field="parent_id")
    if folder.pk in rules.upwards(tree.parents, parent_id):
        raise BankFolderBelowItself
    if rules.depth(tree.parents, parent_id) + rules.height(tree.parents, folder.pk) > rules.DEEPEST:
        raise BankTooDeep(deepest=rules.DEEPEST, field="parent_id")
    folder.parent_id = parent_id
    refuse_all(tree.faults_of_name(folder, at=""))
    siblings = [each.pk for each in tree.folders.values() if each.parent_id == parent_id]
    order = rules.arranged(siblings, [folder.pk], max(position, 0))
    for place, key in enumerate(order):
        tree.folders[key].position = place
    rows.save([tree.folders[key] for key in order], changing=["parent", "position"])
    return BankFolderChanged(bank_folder_id=folder.pk)


@command(access.MANAGE_BANKS, event="bank_folder.removed")
def remove_bank_folder(*, viewer: Viewer, bank_version_id: int, bank_folder_id: int) -> BankFolderChanged:
    """Take an empty folder out of a draft. Raises `NotFound`, `BankVersionNotDraft`, `BankFolderNotEmpty`."""
    tree = Tree(lock_draft(viewer=viewer, bank_version_id=bank_version_id))
    folder = tree.folder(bank_folder_id)
    within = VersionStandard.objects.filter(folder=folder, removed_at=None)
    if folder.pk in tree.parents.values() or within.exists():
        raise BankFolderNotEmpty(name=folder.name)
    folder.removed_at = viewer.now
    folder.save(update_fields=["removed_at"])
    return BankFolderChanged(bank_folder_id=folder.pk)


class Tree:
    """The folders of a locked draft, by key, siblings in their order. One query."""

    def __init__(self, version: BankVersion) -> None:
        self._version = version
        folders = VersionFolder.objects.filter(version=version, removed_at=None)
        self.folders = {folder.pk: folder for folder in folders.order_by("position", "pk")}
        self.parents: Mapping[int, int | None] = {
            key: folder.parent_id for key, folder in self.folders.items()
        }
        self._names = {(folder.parent_id, folder.name): folder for folder in self.folders.values()}
        self._next = {folder.parent_id: folder.position + 1 for folder in self.folders.values()}

    def folder(self, key: int) -> VersionFolder:
        """One of the folders. Raises `NotFound`."""
        if key not in self.folders:
            raise NotFound(field="bank_folder_id")
        return self.folders[key]

    def check_room(self, more: int, *, field: str) -> None:
        """Whether the version can hold so many more. One query. Raises `BankTooLarge`."""
        standards = VersionStandard.objects.filter(version=self._version, removed_at=None).count()
        count = len(self.folders) + standards + more
        if count > rules.MOST_NODES:
            raise BankTooLarge(most=rules.MOST_NODES, count=count, field=field)

    def add(self, folder: VersionFolder, *, at: str) -> list[Refused]:
        """Put a new folder behind its siblings; what stands against it."""
        if folder.parent_id is not None and folder.parent_id not in self.folders:
            return [NotFound(field=f"{at}.parent_id")]
        if rules.depth(self.parents, folder.parent_id) >= rules.DEEPEST:
            return [BankTooDeep(deepest=rules.DEEPEST, field=f"{at}.parent_id")]
        folder.position = self._next.get(folder.parent_id, 0)
        self._next[folder.parent_id] = folder.position + 1
        return [*values.clean(folder, at=at), *self.faults_of_name(folder, at=at)]

    def faults_of_name(self, folder: VersionFolder, *, at: str) -> list[Refused]:
        """Whether a sibling has the folder's name."""
        if self._names.setdefault((folder.parent_id, folder.name), folder) is folder:
            return []
        return [BankFolderNameTaken(name=folder.name, field=values.path(at, "name"))]
