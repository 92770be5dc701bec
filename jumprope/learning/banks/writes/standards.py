"""Putting standards into a draft, each once, and changing what they say there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import access, rules
from jumprope.learning.banks.models import BankVersion, VersionFolder, VersionStandard
from jumprope.learning.banks.writes.folders import Tree
from jumprope.learning.banks.writes.types import hold_standard_types
from jumprope.learning.banks.writes.versions import hold_version, lock_draft
from jumprope.learning.standards import reads as standards

LONGEST_STATEMENT = 2_000


class BankStandardRepeated(Refused):
    """Banks that grow duplicates are banks in which nobody finds anything."""

    code = "bank_standard_repeated"
    message = _("“{other}” of this version has the same code or says the same; change one of them.")


class NewBankStandard(TypedDict):
    """A standard to be put into a folder, or at the top. Code and statement are the standard's own where none
    are given.
    """

    standard_id: int
    standard_type_id: int
    folder_id: NotRequired[int | None]
    code: NotRequired[str | None]
    statement: NotRequired[str | None]


@dataclass(frozen=True, kw_only=True)
class BankStandardsPlaced(Answer):
    """The places of the standards, in the order in which they were given."""

    bank_standard_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class BankStandardsMoved(Answer):
    """The places that are elsewhere now, in the order in which they were given."""

    bank_standard_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class BankStandardsRemoved(Answer):
    """The places that were taken out of the draft."""

    bank_standard_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class BankStandardChanged(Answer):
    """The place in which a standard says something else, or is of another type."""

    bank_standard_id: int


@command(access.MANAGE_BANKS, event="bank_standards.placed")
def place_standards(
    *, viewer: Viewer, bank_version_id: int, standards: Sequence[NewBankStandard]
) -> BankStandardsPlaced:
    """Put standards into a draft, each as the last of its folder. Raises what `place` does."""
    placed = place(viewer=viewer, bank_version_id=bank_version_id, new=standards, field="standards")
    return BankStandardsPlaced(bank_standard_ids=placed)


@step
def place(*, viewer: Viewer, bank_version_id: int, new: Sequence[NewBankStandard], field: str) -> list[int]:
    """Put standards into a draft that the viewer keeps; the keys of their places. Twelve statements.

    `field` is where they stand in the input. Raises `NotFound` for the version, a standard, a folder or a
    type, `BankVersionNotDraft`, `BankStandardRepeated`, `StandardRetired`, `BankTooLarge`, and what
    `kit.values` refuses.
    """
    values.check_size(new, field=field)
    hold_version(bank_version_id)
    types = hold_standard_types({each["standard_type_id"] for each in new})
    version = lock_draft(viewer=viewer, bank_version_id=bank_version_id)
    tree = Tree(version)
    tree.check_room(len(new), field=field)
    words = standards.words_of({each["standard_id"] for each in new})
    placed = [_placed(each, words, version) for each in new]
    refusals: list[Refused] = []
    for position, (one, each) in enumerate(zip(placed, new, strict=True)):
        at = f"{field}.{position}"
        refusals += _faults_of_words(one, words.get(one.standard_id), each.get("statement"), at)
        if one.folder_id is not None and one.folder_id not in tree.folders:
            refusals.append(NotFound(field=f"{at}.folder_id"))
        if one.standard_type_id not in types:
            refusals.append(NotFound(field=f"{at}.standard_type_id"))
    refuse_all(refusals)
    refuse_all(_repeated(version, {f"{field}.{position}": one for position, one in enumerate(placed)}))
    _line_up(placed, _live(version))
    return rows.insert(placed)


def _placed(
    new: NewBankStandard, words: Mapping[int, standards.Words], version: BankVersion
) -> VersionStandard:
    said = words.get(new["standard_id"])
    code, statement = new.get("code"), new.get("statement")
    placed = VersionStandard(
        version=version,
        standard_id=new["standard_id"],
        standard_type_id=new["standard_type_id"],
        folder_id=new.get("folder_id"),
        position=0,
    )
    _say(
        placed,
        code=said.code if code is None and said else code or "",
        statement=said.statement if statement is None and said else statement or "",
    )
    return placed


def _say(standard: VersionStandard, *, code: str, statement: str) -> None:
    standard.code, standard.statement = code.strip(), statement.strip()
    standard.code_key, standard.statement_key = rules.code_key(code), rules.statement_key(statement)


def _faults_of_words(
    placed: VersionStandard, said: standards.Words | None, statement: str | None, at: str
) -> Iterator[Refused]:
    if said is None:
        yield NotFound(field=f"{at}.standard_id")
        return
    if said.retired:
        yield standards.StandardRetired(field=f"{at}.standard_id")
    yield from values.clean(placed, at=at)
    if statement is not None:
        yield from _faults_of_statement(statement, at)


def _faults_of_statement(statement: str, at: str) -> Iterator[Refused]:
    try:
        values.clean_prose(statement, field=values.path(at, "statement"), at_most=LONGEST_STATEMENT)
    except Refused as refusal:
        yield refusal


def _live(version: BankVersion) -> list[VersionStandard]:
    """The standards of a version that were not taken out of it, in their order. One query."""
    live = VersionStandard.objects.filter(version=version, removed_at=None)
    return list(live.order_by("position", "pk"))


def _repeated(version: BankVersion, given: Mapping[str, VersionStandard]) -> Iterator[Refused]:
    """Which of these standards, by their paths in the input, are in the version already, or given twice.

    One query.
    """
    known: dict[object, VersionStandard] = {}
    for other in _live(version):
        known |= dict.fromkeys(_keys(other), other)
    for at, one in given.items():
        others = [known[key] for key in _keys(one) if key in known and known[key].pk != (one.pk or 0)]
        if others:
            yield BankStandardRepeated(other=others[0].code or others[0].statement, field=at)
        known |= dict.fromkeys(_keys(one), one)


def _keys(standard: VersionStandard) -> Iterator[object]:
    yield standard.standard_id
    yield "statement", standard.statement_key
    if standard.code_key is not None:
        yield "code", standard.code_key


def _line_up(placed: Sequence[VersionStandard], live: Sequence[VersionStandard]) -> None:
    """Give each standard its place behind those of its folder."""
    following: dict[int | None, int] = defaultdict(int)
    following |= {standard.folder_id: standard.position + 1 for standard in live}
    for standard in placed:
        standard.position = following[standard.folder_id]
        following[standard.folder_id] += 1


@command(access.MANAGE_BANKS, event="bank_standards.moved")
def move_bank_standards(
    *,
    viewer: Viewer,
    bank_version_id: int,
    bank_standard_ids: Sequence[int],
    folder_id: int | None = None,
    position: int = 0,
) -> BankStandardsMoved:
    """Move standards of a draft into a folder or to the top, where they stand together from a position (from
    0) on.

    Raises `NotFound` for the version, a standard or the folder, and `BankVersionNotDraft`. Five statements.
    """
    values.check_size(bank_standard_ids, field="bank_standard_ids")
    version = lock_draft(viewer=viewer, bank_version_id=bank_version_id)
    if folder_id is not None and not _is_there(version, folder_id):
        raise NotFound(field="folder_id")
    live = {standard.pk: standard for standard in _live(version)}
    refuse_all(_unknown(bank_standard_ids, live))
    moving = list(dict.fromkeys(bank_standard_ids))
    siblings = [standard.pk for standard in live.values() if standard.folder_id == folder_id]
    order = rules.arranged(siblings, moving, max(position, 0))
    for number, key in enumerate(order):
        live[key].folder_id, live[key].position = folder_id, number
    rows.save([live[key] for key in order], changing=["folder", "position"])
    return BankStandardsMoved(bank_standard_ids=moving)


def _is_there(version: BankVersion, folder_id: int) -> bool:
    return VersionFolder.objects.filter(version=version, pk=folder_id, removed_at=None).exists()


def _unknown(keys: Sequence[int], live: Mapping[int, VersionStandard]) -> Iterator[Refused]:
    for position, key in enumerate(keys):
        if key not in live:
            yield NotFound(field=f"bank_standard_ids.{position}")


@command(access.MANAGE_BANKS, event="bank_standards.removed")
def remove_bank_standards(
    *, viewer: Viewer, bank_version_id: int, bank_standard_ids: Sequence[int]
) -> BankStandardsRemoved:
    """Take standards out of a draft. Raises `NotFound` for the version or a standard, `BankVersionNotDraft`.

    Four statements.
    """
    values.check_size(bank_standard_ids, field="bank_standard_ids")
    version = lock_draft(viewer=viewer, bank_version_id=bank_version_id)
    live = {standard.pk: standard for standard in _live(version)}
    refuse_all(_unknown(bank_standard_ids, live))
    VersionStandard.objects.filter(pk__in=bank_standard_ids).update(
        removed_at=viewer.now, code_key=None, statement_key=None
    )
    return BankStandardsRemoved(bank_standard_ids=sorted(set(bank_standard_ids)))


@command(access.MANAGE_BANKS, event="bank_standard.changed")
def change_bank_standard(
    *,
    viewer: Viewer,
    bank_version_id: int,
    bank_standard_id: int,
    code: str | None = None,
    statement: str | None = None,
    standard_type_id: int | None = None,
) -> BankStandardChanged:
    """Change what a standard of a draft says there, or its type; what is not given stays.

    Raises `NotFound`, `BankVersionNotDraft`, `BankStandardRepeated`, and what `kit.values` refuses.
    """
    hold_version(bank_version_id)
    types = hold_standard_types([] if standard_type_id is None else [standard_type_id])
    version = lock_draft(viewer=viewer, bank_version_id=bank_version_id)
    standard = in_version(version, bank_standard_id)
    if standard_type_id is not None and standard_type_id not in types:
        raise NotFound(field="standard_type_id")
    standard.standard_type_id = standard_type_id or standard.standard_type_id
    reword(standard, code=code, statement=statement)
    standard.save(update_fields=["standard_type", *WORDS])
    return BankStandardChanged(bank_standard_id=standard.pk)


WORDS = ("code", "statement", "code_key", "statement_key")
"""The columns that say what a standard says."""


@step
def in_version(version: BankVersion, key: int) -> VersionStandard:
    """A standard of a locked version. One query. Raises `NotFound`."""
    standard = VersionStandard.objects.filter(version=version, removed_at=None, pk=key).first()
    if standard is None:
        raise NotFound(field="bank_standard_id")
    return standard


@step
def reword(standard: VersionStandard, *, code: str | None, statement: str | None) -> None:
    """Let a standard of a locked version say something else, unsaved; what is not given stays. One query.

    Raises `BankStandardRepeated`, and what `kit.values` refuses.
    """
    if statement is not None:
        refuse_all(_faults_of_statement(statement, ""))
    _say(
        standard,
        code=standard.code if code is None else code,
        statement=standard.statement if statement is None else statement,
    )
    refuse_all(values.clean(standard))
    refuse_all(_repeated(standard.version, {"": standard}))
