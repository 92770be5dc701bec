"""What a CASE package says, in the words of frameworks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from jumprope.exchange.case.rules.hierarchy import children
from jumprope.exchange.case.rules.packages import Association, Definition, Document, Item, Package
from jumprope.learning.standards import rules as standards

Branches = Mapping[str, tuple[str, ...]]


def publication(package: Package) -> standards.Publication:
    """A package as a framework is kept: each item with its place in the tree."""
    walk = _from_the_top(package.document.identifier, children(package))
    places = {identifier: (position, parent) for position, (identifier, parent) in enumerate(walk)}
    return standards.Publication(
        framework=_framework(package.document, package.definitions),
        standards=tuple(_standard(item, *places[item.identifier]) for item in package.items),
        associations=tuple(_association(each) for each in package.associations),
    )


def _from_the_top(root: str, branches: Branches) -> Iterator[tuple[str, str | None]]:
    """Each item once, as one reads the tree, with the item above it: the first where several are."""
    seen: set[str] = set()
    waiting: list[tuple[str, str | None]] = [(child, None) for child in reversed(branches.get(root, ()))]
    while waiting:
        identifier, parent = waiting.pop()
        if identifier not in seen:
            seen.add(identifier)
            yield identifier, parent
            waiting.extend((child, identifier) for child in reversed(branches.get(identifier, ())))


def _framework(document: Document, definitions: Iterable[Definition]) -> standards.Framework:
    said = asdict(document)
    defined = [_details(asdict(each)) for each in definitions]
    return standards.Framework(
        guid=said.pop("identifier"),
        title=said.pop("title"),
        changed_at=said.pop("last_changed"),
        uri=said.pop("uri"),
        creator=said.pop("creator"),
        version=said.pop("version"),
        adoption_status=said.pop("adoption_status"),
        language=said.pop("language"),
        details={**_details(said), **({"definitions": defined} if defined else {})},
    )


def _standard(item: Item, position: int, parent: str | None) -> standards.Standard:
    said = asdict(item)
    return standards.Standard(
        guid=said.pop("identifier"),
        parent_guid=parent,
        position=position,
        changed_at=said.pop("last_changed"),
        code=said.pop("human_coding_scheme"),
        statement=said.pop("full_statement"),
        short_statement=said.pop("abbreviated_statement"),
        kind=said.pop("item_type"),
        language=said.pop("language"),
        notes=said.pop("notes"),
        uri=said.pop("uri"),
        details=_details(said),
    )


def _association(association: Association) -> standards.Association:
    said = asdict(association)
    origin, destination = said.pop("origin"), said.pop("destination")
    return standards.Association(
        guid=said.pop("identifier"),
        kind=said.pop("kind"),
        origin_identifier=origin["identifier"],
        origin_title=origin["title"],
        destination_identifier=destination["identifier"],
        destination_title=destination["title"],
        destination_uri=destination["uri"],
        sequence_number=said.pop("sequence_number"),
        changed_at=said.pop("last_changed"),
        details=_details({**said, "origin_uri": origin["uri"]}),
    )


def _details(said: Mapping[str, Any]) -> dict[str, Any]:
    """What has no column of its own, as JSON; what was left out is left out."""
    return {
        key: list(value)
        if isinstance(value, tuple)
        else value
        if isinstance(value, str)
        else value.isoformat()
        for key, value in said.items()
        if value
    }
