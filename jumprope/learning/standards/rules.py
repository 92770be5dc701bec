"""What a publisher says of a framework, and what another saying of it changes."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A framework, known by its GUID. `details` is JSON for what has no column of its own."""

    guid: str
    title: str
    changed_at: datetime
    uri: str = ""
    creator: str = ""
    version: str = ""
    adoption_status: str = ""
    language: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A standard of a framework, known by its GUID. `position` is its place in the framework, read from the
    top.
    """

    guid: str
    parent_guid: str | None
    position: int
    statement: str
    changed_at: datetime
    code: str = ""
    short_statement: str = ""
    kind: str = ""
    language: str = ""
    notes: str = ""
    uri: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """What links two standards, known by its GUID; its ends may be anywhere."""

    guid: str
    kind: str
    origin_identifier: str
    destination_identifier: str
    changed_at: datetime
    origin_title: str = ""
    destination_title: str = ""
    destination_uri: str = ""
    sequence_number: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


Said = TypeVar("Said", Framework, Standard, Association)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that a publisher says of one framework."""

    framework: Framework
    standards: tuple[Standard, ...]
    associations: tuple[Association, ...]

    def guids(self) -> Iterator[str]:
        """The GUIDs of its standards and associations."""
        yield from (said.guid for said in self.standards)
        yield from (said.guid for said in self.associations)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of something that was said before: the digest of it, and whether it was retired since."""

    digest: str
    retired: bool


@dataclass(frozen=True, slots=True)
class Changes(Generic[Said]):
    """What is new, what says something else than before, how many say the same, the GUIDs of what is gone,
    and what came from another framework.
    """

    created: tuple[Said, ...]
    updated: tuple[Said, ...]
    unchanged: int
    ended: tuple[str, ...]
    moved: tuple[Said, ...] = ()

    @property
    def count(self) -> int:
        """How many things are not as they were."""
        return len(self.created) + len(self.updated) + len(self.ended) + len(self.moved)


def digest(said: Framework | Standard | Association) -> str:
    """A digest of all that is said: equal when, and only when, nothing changed. 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps(asdict(said), default=str, sort_keys=True).encode()).hexdigest()


def changes(
    kept: Mapping[str, Kept],
    said: Iterable[Said],
    *,
    moving: Collection[str] = (),
    leaving: Collection[str] = (),
) -> Changes[Said]:
    """Compare what is kept, by GUID, with what is said now, each GUID once.

    What was retired and is said again is updated; what stays away is not ended twice. `moving` are the GUIDs
    that another framework has so far, `leaving` those that another one is about to take: they are not ended.
    """
    created: list[Said] = []
    updated: list[Said] = []
    moved: list[Said] = []
    unchanged, present = 0, set(leaving)
    for each in said:
        present.add(each.guid)
        before = kept.get(each.guid)
        if before is None:
            (moved if each.guid in moving else created).append(each)
        elif before.retired or before.digest != digest(each):
            updated.append(each)
        else:
            unchanged += 1
    ended = tuple(guid for guid, before in kept.items() if guid not in present and not before.retired)
    return Changes(tuple(created), tuple(updated), unchanged, ended, tuple(moved))


_PUNCTUATION = re.compile(r"[^\w+\-\u2212<>=/*^%]+")
"""What is neither letter nor digit, nor does arithmetic."""


def same_words(text: str) -> str:
    """A statement as one hears it: equal for two that differ in case, spacing or punctuation only."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_PUNCTUATION.sub(" ", plain).split())


def same_code(code: str) -> str:
    """A code without case and spacing, so that `6.rp. a.1` is `6.RP.A.1`."""
    return "".join(unicodedata.normalize("NFKC", code).casefold().split())
