"""Opening banks, and taking their versions from draft to archive."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import access
from jumprope.learning.banks.models import (
    Bank,
    BankVersion,
    VersionFolder,
    VersionStandard,
    VersionState,
)
from jumprope.learning.banks.writes.types import make_built_in_types
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.calendars import reads as calendars


class BankNameTaken(Refused):
    """Banks are told apart by their names."""

    code = "bank_name_taken"
    message = _("There is a standards bank “{name}” already.")
    field = "name"


class BankHasDraft(Refused):
    """Of two drafts one would be forgotten."""

    code = "bank_has_draft"
    message = _("Version {number} of the bank is a draft still. Publish or archive it first.")
    field = "bank_id"


class BankVersionNotDraft(Refused):
    """What was published changes by corrections only."""

    code = "bank_version_not_draft"
    message = _("Version {number} is no draft any more. Open a new version, or put single words right.")
    field = "bank_version_id"


class BankVersionArchived(Refused):
    """What is archived is only kept."""

    code = "bank_version_archived"
    message = _("Version {number} has been archived already.")
    field = "bank_version_id"


@dataclass(frozen=True, kw_only=True)
class BankOpened(Answer):
    """The new bank."""

    bank_id: int


@dataclass(frozen=True, kw_only=True)
class BankVersionDrafted(Answer):
    """The new draft."""

    bank_version_id: int


@dataclass(frozen=True, kw_only=True)
class BankVersionPublished(Answer):
    """The version that is published now, and those of the same year that are archived for it."""

    bank_version_id: int
    archived_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class BankVersionFiled(Answer):
    """The version that is archived now."""

    bank_version_id: int


@command(access.MANAGE_BANKS, event="bank.opened")
def open_bank(*, viewer: Viewer, name: str, school_id: int | None = None) -> BankOpened:
    """Open a standards bank for a school, or for the whole tenant; the first one brings the built-in types.

    Raises `NotFound` for the school, or where none is named by those who look after schools only;
    `BankNameTaken`, `TakenMeanwhile` and what `kit.values` refuses.
    """
    if school_id is None and not access.keeps_the_tenants(viewer):
        raise NotFound(field="school_id")
    if school_id is not None and not tenancy.schools_among(
        [school_id], rule=access.schools_to_keep_a_bank_for(viewer)
    ):
        raise NotFound(field="school_id")
    bank = Bank(name=name, school_id=school_id)
    refuse_all(values.clean(bank))
    make_built_in_types()
    with uniqueness.unless_taken(Bank, "banks_bank_name", BankNameTaken(name=bank.name)):
        bank.save(force_insert=True)
    return BankOpened(bank_id=bank.pk)


@command(access.MANAGE_BANKS, event="bank_version.drafted")
def draft_bank_version(*, viewer: Viewer, bank_id: int, school_year_id: int) -> BankVersionDrafted:
    """Open a version of a bank for a school year, as a copy of the latest one that was published.

    Raises `NotFound`, `BankHasDraft`. A number of statements that grows with batches only.
    """
    bank = rows.locked_one(Bank, access.banks_to_keep(viewer), bank_id, field="bank_id")
    if not calendars.year_known(school_year_id):
        raise NotFound(field="school_year_id")
    versions = list(BankVersion.objects.filter(bank=bank).order_by("number"))
    for version in versions:
        if version.state == VersionState.DRAFT:
            raise BankHasDraft(number=version.number)
    published = [version for version in versions if version.published_at]
    draft = BankVersion(
        bank=bank,
        number=len(versions) + 1,
        school_year_id=school_year_id,
        copied_from=published[-1] if published else None,
    )
    draft.save(force_insert=True)
    if published:
        _copy_tree(published[-1], draft)
    return BankVersionDrafted(bank_version_id=draft.pk)


def _copy_tree(source: BankVersion, draft: BankVersion) -> None:
    folders = list(VersionFolder.objects.filter(version=source, removed_at=None).order_by("pk"))
    copies = {
        folder.pk: VersionFolder(version=draft, name=folder.name, position=folder.position)
        for folder in folders
    }
    rows.insert(list(copies.values()))
    above = {folder.pk: folder.parent_id for folder in folders if folder.parent_id is not None}
    for key, parent in above.items():
        copies[key].parent = copies[parent]
    rows.save([copies[key] for key in above], changing=["parent"])
    standards = list(VersionStandard.objects.filter(version=source, removed_at=None).order_by("pk"))
    for standard in standards:
        standard.pk, standard.version = None, draft
        standard.folder = copies[standard.folder_id] if standard.folder_id else None
    rows.append(standards)


@command(access.MANAGE_BANKS, event="bank_version.published")
def publish_bank_version(*, viewer: Viewer, bank_version_id: int) -> BankVersionPublished:
    """Let teachers choose from a draft, in place of what was published for the same year before.

    Raises `NotFound`, `BankVersionNotDraft`. Five statements.
    """
    draft = lock_draft(viewer=viewer, bank_version_id=bank_version_id)
    replaced = BankVersion.objects.filter(
        bank=draft.bank_id, school_year=draft.school_year_id, state=VersionState.PUBLISHED
    )
    archived = [version.pk for version in replaced.select_for_update().order_by("pk")]
    replaced.update(state=VersionState.ARCHIVED, archived_at=viewer.now)
    draft.state, draft.published_at = VersionState.PUBLISHED, viewer.now
    draft.save(update_fields=["state", "published_at"])
    return BankVersionPublished(bank_version_id=draft.pk, archived_ids=archived)


@command(access.MANAGE_BANKS, event="bank_version.archived")
def archive_bank_version(*, viewer: Viewer, bank_version_id: int) -> BankVersionFiled:
    """Only keep a version from now on: a published one is chosen from no more, a draft is given up.

    Raises `NotFound`, `BankVersionArchived`.
    """
    version = lock_version(viewer=viewer, bank_version_id=bank_version_id)
    if version.state == VersionState.ARCHIVED:
        raise BankVersionArchived(number=version.number)
    version.state, version.archived_at = VersionState.ARCHIVED, viewer.now
    version.save(update_fields=["state", "archived_at"])
    return BankVersionFiled(bank_version_id=version.pk)


@step
def hold_version(bank_version_id: int) -> None:
    """Lock a version as `lock_version` does, where more is locked before any rule is asked. One statement."""
    rows.hold(BankVersion, [bank_version_id])


@step
def lock_version(*, viewer: Viewer, bank_version_id: int) -> BankVersion:
    """Lock a version that the viewer keeps: whatever changes it or its tree holds this lock, and takes it
    first. Two statements. Raises `NotFound`.
    """
    return rows.locked_one(
        BankVersion, access.versions_to_keep(viewer), bank_version_id, field="bank_version_id"
    )


@step
def lock_draft(*, viewer: Viewer, bank_version_id: int) -> BankVersion:
    """Lock a version as `lock_version` does, to change it. Raises `BankVersionNotDraft` too."""
    version = lock_version(viewer=viewer, bank_version_id=bank_version_id)
    if version.state != VersionState.DRAFT:
        raise BankVersionNotDraft(number=version.number)
    return version
