"""What a package may not say: each refusal with its code and its place, and nothing of the file is read."""

import re

import pytest

from jumprope.exchange.case.rules.problems import Code
from jumprope.exchange.case.tests.samples import (
    association,
    document,
    guid,
    item,
    package,
    problems_of,
    with_association,
    with_item,
    without,
)

ITEM, ASSOCIATION = "CFItems[0]", "CFAssociations[0]"

# What is wrong, where, and what it is called.
REFUSALS: dict[str, tuple[object, str, Code]] = {
    "an empty list": ([], "The list", Code.NO_PACKAGE),
    "a number instead of a package": (7, "the file", Code.WRONG_TYPE),
    "text in the list of packages": ([package(), "garden"], "[1]", Code.WRONG_TYPE),
    "no document": (without(package(), "CFDocument"), "CFDocument", Code.MISSING_FIELD),
    "a document that is text": (package(CFDocument="Garden"), "CFDocument", Code.WRONG_TYPE),
    "items that are no list": (package(CFItems={"0": item(10)}), "CFItems", Code.WRONG_TYPE),
    "an item that is no object": (package(CFItems=[item(10), 5]), "CFItems[1]", Code.WRONG_TYPE),
    "rubrics that are no list": (package(CFRubrics={"0": {}}), "CFRubrics", Code.WRONG_TYPE),
    "definitions that are text": (package(CFDefinitions="none"), "CFDefinitions", Code.WRONG_TYPE),
    "a definition without a title": (
        package(CFDefinitions={"CFSubjects": [item(80)]}),
        "CFDefinitions.CFSubjects[0].title",
        Code.MISSING_FIELD,
    ),
    "a document without a title": (
        package(CFDocument=without(document(), "title")),
        "CFDocument.title",
        Code.MISSING_FIELD,
    ),
    "an item without a statement": (
        with_item(fullStatement=None),
        f"{ITEM}.fullStatement",
        Code.MISSING_FIELD,
    ),
    "an item with a blank statement": (
        with_item(fullStatement=" "),
        f"{ITEM}.fullStatement",
        Code.MISSING_FIELD,
    ),
    "an association without an end": (
        package(CFAssociations=[without(association(101, 10, 1), "originNodeURI")]),
        f"{ASSOCIATION}.originNodeURI",
        Code.MISSING_FIELD,
    ),
    "an end without an identifier": (
        with_association(originNodeURI={"uri": "https://garden.example"}),
        f"{ASSOCIATION}.originNodeURI.identifier",
        Code.MISSING_FIELD,
    ),
    "an end that is a number": (
        with_association(originNodeURI=5),
        f"{ASSOCIATION}.originNodeURI",
        Code.WRONG_TYPE,
    ),
    "an end that is blank text": (
        with_association(originNodeURI=" "),
        f"{ASSOCIATION}.originNodeURI",
        Code.MISSING_FIELD,
    ),
    "an end that is a URI without a GUID": (
        with_association(originNodeURI="https://garden.example/beans"),
        f"{ASSOCIATION}.originNodeURI",
        Code.BAD_IDENTIFIER,
    ),
    "a coding scheme that is a number": (
        with_item(humanCodingScheme=6.1),
        f"{ITEM}.humanCodingScheme",
        Code.WRONG_TYPE,
    ),
    "education levels that are a number": (
        with_item(educationLevel=6),
        f"{ITEM}.educationLevel",
        Code.WRONG_TYPE,
    ),
    "an education level that is a number": (
        with_item(educationalLevel=["06", 7]),
        f"{ITEM}.educationalLevel[1]",
        Code.WRONG_TYPE,
    ),
    "too many education levels": (
        with_item(educationLevel=["06"] * 101),
        f"{ITEM}.educationLevel",
        Code.TOO_MANY_VALUES,
    ),
    "a coding scheme that is too long": (
        with_item(humanCodingScheme="G" * 201),
        f"{ITEM}.humanCodingScheme",
        Code.TEXT_TOO_LONG,
    ),
    "a statement that is too long": (
        with_item(fullStatement="G" * 20_001),
        f"{ITEM}.fullStatement",
        Code.TEXT_TOO_LONG,
    ),
    "a title that is too long": (
        package(CFDocument=document(title="T" * 501)),
        "CFDocument.title",
        Code.TEXT_TOO_LONG,
    ),
    "a URI that is too long": (with_item(uri="https://" + "u" * 993), f"{ITEM}.uri", Code.TEXT_TOO_LONG),
    "a NUL in a text": (with_item(notes="a\x00b"), f"{ITEM}.notes", Code.FORBIDDEN_CHARACTER),
    "half of a pair of surrogates": (with_item(notes="a\ud83c"), f"{ITEM}.notes", Code.FORBIDDEN_CHARACTER),
    "an identifier that is no GUID": (with_item(identifier="G.1"), f"{ITEM}.identifier", Code.BAD_IDENTIFIER),
    "a GUID with something behind it": (
        with_item(identifier=f"{guid(10)}\n"),
        f"{ITEM}.identifier",
        Code.BAD_IDENTIFIER,
    ),
    "an instant without a time": (
        with_item(lastChangeDateTime="2025-03-01"),
        f"{ITEM}.lastChangeDateTime",
        Code.BAD_TIME,
    ),
    "the 30th of February": (
        with_item(lastChangeDateTime="2025-02-30T08:00:00Z"),
        f"{ITEM}.lastChangeDateTime",
        Code.BAD_TIME,
    ),
    "an instant before the first in UTC": (
        with_item(lastChangeDateTime="0001-01-01T00:00:00+10:00"),
        f"{ITEM}.lastChangeDateTime",
        Code.BAD_TIME,
    ),
    "an instant that no database keeps": (
        with_item(lastChangeDateTime="0999-12-31T00:00:00Z"),
        f"{ITEM}.lastChangeDateTime",
        Code.BAD_TIME,
    ),
    "a day that is written otherwise": (
        with_item(statusStartDate="01.08.2025"),
        f"{ITEM}.statusStartDate",
        Code.BAD_TIME,
    ),
    "a day that no database keeps": (
        with_item(statusEndDate="0099-08-01"),
        f"{ITEM}.statusEndDate",
        Code.BAD_TIME,
    ),
    "a sequence number that is a list": (
        with_association(sequenceNumber=[1]),
        f"{ASSOCIATION}.sequenceNumber",
        Code.WRONG_TYPE,
    ),
    "a sequence number that is true": (
        with_association(sequenceNumber=True),
        f"{ASSOCIATION}.sequenceNumber",
        Code.WRONG_TYPE,
    ),
    "a sequence number in words": (
        with_association(sequenceNumber="seven"),
        f"{ASSOCIATION}.sequenceNumber",
        Code.WRONG_TYPE,
    ),
    "half a sequence number": (
        with_association(sequenceNumber=0.5),
        f"{ASSOCIATION}.sequenceNumber",
        Code.NUMBER_OUT_OF_RANGE,
    ),
    "a sequence number that is not a number": (
        with_association(sequenceNumber=float("nan")),
        f"{ASSOCIATION}.sequenceNumber",
        Code.NUMBER_OUT_OF_RANGE,
    ),
    "a sequence number beyond the column": (
        with_association(sequenceNumber=2**31),
        f"{ASSOCIATION}.sequenceNumber",
        Code.NUMBER_OUT_OF_RANGE,
    ),
    "an association type of nobody": (
        with_association(associationType="isParentOf"),
        f"{ASSOCIATION}.associationType",
        Code.UNKNOWN_ASSOCIATION_TYPE,
    ),
    "an own association type without a name": (
        with_association(associationType="ext:"),
        f"{ASSOCIATION}.associationType",
        Code.UNKNOWN_ASSOCIATION_TYPE,
    ),
    "an own association type of two words": (
        with_association(associationType="ext:grows beside"),
        f"{ASSOCIATION}.associationType",
        Code.UNKNOWN_ASSOCIATION_TYPE,
    ),
    "a sequence number below the column": (
        with_association(sequenceNumber=-(2**31) - 1),
        f"{ASSOCIATION}.sequenceNumber",
        Code.NUMBER_OUT_OF_RANGE,
    ),
    "two items with one identifier": (
        package(CFItems=[item(10), item(11), item(10, identifier=guid(10).upper())]),
        "CFItems[2].identifier",
        Code.DUPLICATE_ITEM,
    ),
    "an item with the identifier of its document": (
        package(CFItems=[item(1)]),
        "CFItems[0].identifier",
        Code.DUPLICATE_ITEM,
    ),
    "an item of two packages": (
        [package(), package(CFDocument=document(2), CFItems=[item(20), item(12)], CFAssociations=[])],
        "[1].CFItems[1].identifier",
        Code.DUPLICATE_ITEM,
    ),
    "one document twice": (
        [package(), package(CFItems=[], CFAssociations=[])],
        "[1].CFDocument.identifier",
        Code.DUPLICATE_DOCUMENT,
    ),
    "two associations with one identifier": (
        package(CFAssociations=[association(101, 10, 1), association(101, 11, 1)]),
        "CFAssociations[1].identifier",
        Code.DUPLICATE_ASSOCIATION,
    ),
    "an association with the identifier of an item": (
        package(CFAssociations=[association(12, 10, 1)]),
        "CFAssociations[0].identifier",
        Code.DUPLICATE_ASSOCIATION,
    ),
    "an association of two packages": (
        [
            package(CFAssociations=[association(101, 10, 1)]),
            package(CFDocument=document(2), CFItems=[], CFAssociations=[association(101, 10, 1)]),
        ],
        "[1].CFAssociations[0].identifier",
        Code.DUPLICATE_ASSOCIATION,
    ),
    "an item below itself": (
        package(CFAssociations=[association(101, 10, 10)]),
        "CFAssociations[0].destinationNodeURI",
        Code.CYCLIC_HIERARCHY,
    ),
    "two items each below the other": (
        package(CFAssociations=[association(101, 10, 11), association(102, 11, 10)]),
        "CFAssociations[1].destinationNodeURI",
        Code.CYCLIC_HIERARCHY,
    ),
}


@pytest.mark.parametrize(("value", "place", "code"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_file_is_refused_for(value: object, place: str, code: Code) -> None:
    (problem,) = problems_of(value)

    assert problem.code is code
    assert re.match(rf"{re.escape(place)}(?=[: ])", problem.message), problem.message
    assert problem.message.endswith(".")


@pytest.mark.parametrize("key", ["identifier", "uri", "title", "creator", "lastChangeDateTime"])
def test_a_document_needs(key: str) -> None:
    (problem,) = problems_of(package(CFDocument=without(document(), key)))

    assert (problem.code, problem.message.split()[0].rstrip(":")) == (Code.MISSING_FIELD, f"CFDocument.{key}")


@pytest.mark.parametrize("key", ["identifier", "uri", "fullStatement", "lastChangeDateTime"])
def test_an_item_needs(key: str) -> None:
    (problem,) = problems_of(package(CFItems=[without(item(10), key)], CFAssociations=[]))

    assert (problem.code, problem.message.split()[0].rstrip(":")) == (Code.MISSING_FIELD, f"{ITEM}.{key}")


@pytest.mark.parametrize(
    "key",
    ["identifier", "associationType", "uri", "originNodeURI", "destinationNodeURI", "lastChangeDateTime"],
)
def test_an_association_needs(key: str) -> None:
    (problem,) = problems_of(package(CFAssociations=[without(association(101, 10, 1), key)]))

    assert (problem.code, problem.message.split()[0].rstrip(":")) == (
        Code.MISSING_FIELD,
        f"{ASSOCIATION}.{key}",
    )
