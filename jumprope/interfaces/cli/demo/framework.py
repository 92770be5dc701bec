"""What a framework of the demo is: learning targets below strands, published as a CASE package.

Its GUIDs are made from its codes, so that telling the story again publishes the same framework.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import NAMESPACE_URL, uuid5

from jumprope.exchange.case.rules.packages import Association, AssociationKind, Document, Item, Node, Package


@dataclass(frozen=True, slots=True)
class Target:
    """A learning target: what a student is to be able to do, for teachers and for children."""

    code: str
    statement: str
    for_children: str


@dataclass(frozen=True, slots=True)
class Strand:
    """A heading over four learning targets."""

    code: str
    title: str
    targets: tuple[Target, ...]

    @property
    def theme(self) -> str:
        """What strands of several years have in common: the end of their codes."""
        return self.code.partition(".")[2]


def strand(code: str, title: str, *said: tuple[str, str]) -> Strand:
    """A strand, with its targets for teachers and for children; their codes are numbered."""
    targets = (Target(f"{code}.{number}", *words) for number, words in enumerate(said, start=1))
    return Strand(code, title, tuple(targets))


def heading(code: str) -> str:
    """The code of the strand that a learning target stands below."""
    return code.rpartition(".")[0]


@dataclass(frozen=True)
class Framework:
    """A framework; `corrected` is a target's code, and how its statement is put right during the year."""

    address: str
    title: str
    creator: str
    strands: tuple[Strand, ...]
    corrected: tuple[str, str]

    @cached_property
    def targets(self) -> dict[str, Target]:
        """All learning targets, by their codes."""
        return {target.code: target for strand in self.strands for target in strand.targets}

    @property
    def codes(self) -> list[str]:
        """The codes of all strands and learning targets."""
        return [*(strand.code for strand in self.strands), *self.targets]

    @property
    def continued(self) -> Iterator[tuple[str, str]]:
        """Learning targets that lead on to one of a later year, each with that one: pairs of codes."""
        later: dict[str, Strand] = {}
        for each in reversed(self.strands):
            if following := later.get(each.theme):
                yield from (
                    (here.code, there.code)
                    for here, there in zip(each.targets, following.targets, strict=False)
                )
            later[each.theme] = each

    def guid(self, code: str) -> str:
        """The GUID of a strand or a learning target."""
        return str(uuid5(NAMESPACE_URL, f"{self.address}/{code}"))

    def package(self, published_at: datetime, *, corrected_at: datetime | None = None) -> Package:
        """The framework as a CASE package: strands below the document, targets below their strands."""
        corrected, statement = self.corrected
        document = Document(
            identifier=self.guid("framework"),
            uri=self.address,
            title=self.title,
            creator=self.creator,
            last_changed=corrected_at or published_at,
            language="en",
            adoption_status="Adopted",
        )
        items, associations = [], []
        for code, words, parent, place in self._tree():
            kind = "Strand" if parent == "framework" else "Learning target"
            if corrected_at and code == corrected:
                items.append(self._item(code, statement, kind, corrected_at))
            else:
                items.append(self._item(code, words, kind, published_at))
            associations.append(self._child_of(code, parent, place, published_at))
        return Package(document, tuple(items), tuple(associations))

    def _tree(self) -> Iterator[tuple[str, str, str, int]]:
        """Every code with its statement, its parent's code and its place among its siblings."""
        for place, each in enumerate(self.strands, start=1):
            yield each.code, each.title, "framework", place
            for number, target in enumerate(each.targets, start=1):
                yield target.code, target.statement, each.code, number

    def _item(self, code: str, statement: str, kind: str, published_at: datetime) -> Item:
        return Item(
            identifier=self.guid(code),
            uri=f"{self.address}/{code}",
            full_statement=statement,
            last_changed=published_at,
            human_coding_scheme=code,
            item_type=kind,
            education_level=(code.partition(".")[0],),
            language="en",
        )

    def _child_of(self, code: str, parent: str, place: int, published_at: datetime) -> Association:
        name = f"{code}/parent"
        above = self.address if parent == "framework" else f"{self.address}/{parent}"
        return Association(
            identifier=self.guid(name),
            uri=f"{self.address}/{name}",
            kind=AssociationKind.IS_CHILD_OF,
            origin=Node(self.guid(code), f"{self.address}/{code}", code),
            destination=Node(self.guid(parent), above),
            last_changed=published_at,
            sequence_number=place,
        )
