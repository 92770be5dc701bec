"""A small framework of invented standards about a school garden, as the JSON values of a CASE package."""

import json
from typing import Any

from jumprope.exchange.case.rules import reading
from jumprope.exchange.case.rules.packages import Package
from jumprope.exchange.case.rules.problems import Problem

FILE = "garden.json"
Json = dict[str, Any]


def guid(number: int) -> str:
    """The GUID of an invented thing."""
    return f"5eed0000-0000-4000-8000-{number:012d}"


def _thing(number: int, **fields: object) -> Json:
    return {
        "identifier": guid(number),
        "uri": f"https://garden.example/uri/{guid(number)}",
        "lastChangeDateTime": "2025-03-01T08:30:00+00:00",
        **fields,
    }


def document(number: int = 1, **fields: object) -> Json:
    """A CFDocument."""
    return _thing(number, **{"title": "Garden Standards", "creator": "Beanfield School District", **fields})


def item(number: int, **fields: object) -> Json:
    """A CFItem."""
    return _thing(number, **{"fullStatement": f"Grow vegetable number {number}.", **fields})


def link(number: int, **fields: object) -> Json:
    """A link to an invented thing."""
    return {
        "title": "",
        "identifier": guid(number),
        "uri": f"https://garden.example/uri/{guid(number)}",
        **fields,
    }


def association(number: int, origin: int, destination: int, **fields: object) -> Json:
    """A CFAssociation, isChildOf unless the fields say otherwise."""
    ends = {"originNodeURI": link(origin), "destinationNodeURI": link(destination)}
    return _thing(number, **{"associationType": "isChildOf", **ends, **fields})


def package(**fields: object) -> Json:
    """A CFPackage: a heading (10) above two standards (11, 12), one of which precedes one elsewhere."""
    return {
        "CFDocument": document(),
        "CFItems": [
            item(10, humanCodingScheme="G.1", fullStatement="Growing food"),
            item(11, humanCodingScheme="G.1.a", educationLevel=["03", "04"]),
            item(12, humanCodingScheme="G.1.b"),
        ],
        "CFAssociations": [
            association(101, 10, 1, sequenceNumber=1),
            association(102, 11, 10, sequenceNumber=1),
            association(103, 12, 10, sequenceNumber=2),
            association(104, 12, 999, associationType="precedes"),
        ],
        **fields,
    }


def with_item(**fields: object) -> Json:
    """A CFPackage whose one item (10) has these fields."""
    return package(CFItems=[item(10, **fields)], CFAssociations=[])


def with_association(**fields: object) -> Json:
    """A CFPackage whose one association (101, of item 10 to the document) has these fields."""
    return package(CFAssociations=[association(101, 10, 1, **fields)])


def without(thing: Json, key: str) -> Json:
    """A thing that lacks a field."""
    return {name: value for name, value in thing.items() if name != key}


def content(value: object) -> bytes:
    """A file with this JSON value, line by line."""
    return json.dumps(value, indent=1).encode()


def packages_of(value: object) -> tuple[Package, ...]:
    """The packages of a file that is as it should be."""
    result = reading.read(content(value), FILE)
    assert result.problems == ()
    return result.packages


def package_of(value: object) -> Package:
    """The one package of a file that is as it should be."""
    (only,) = packages_of(value)
    return only


def problems_of(value: object) -> tuple[Problem, ...]:
    """The problems of a file that is refused: nothing of it is read."""
    result = reading.read(content(value), FILE)
    assert result.packages == ()
    assert result.problems
    return result.problems
