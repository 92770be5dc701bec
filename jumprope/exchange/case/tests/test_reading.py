"""A package is read whole, and what real publishers write a little differently is understood."""

import codecs
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from jumprope.exchange.case.rules import reading
from jumprope.exchange.case.rules.packages import (
    Association,
    AssociationKind,
    Counts,
    Definition,
    DefinitionKind,
    Document,
    Item,
    Node,
    Package,
)
from jumprope.exchange.case.tests.samples import (
    FILE,
    association,
    content,
    document,
    guid,
    item,
    link,
    package,
    package_of,
    packages_of,
)

CHANGED = datetime(2025, 3, 1, 8, 30, tzinfo=UTC)


@pytest.fixture
def far_from_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own zone is not UTC."""
    with monkeypatch.context() as machine:
        machine.setenv("TZ", "Pacific/Kiritimati")
        time.tzset()
        yield
    time.tzset()


def uri(number: int) -> str:
    return f"https://garden.example/uri/{guid(number)}"


def only_item(**fields: object) -> Item:
    (only,) = package_of(package(CFItems=[item(10, **fields)], CFAssociations=[])).items
    return only


def only_association(**fields: object) -> Association:
    (only,) = package_of(package(CFAssociations=[association(101, 10, 1, **fields)])).associations
    return only


def test_every_field_of_a_document_is_read() -> None:
    written = document(
        publisher="Beanfield Press",
        description="What a gardener can do.",
        subject=["Biology", "Cooking"],
        language="en",
        version="2025.1",
        frameworkType="Course of study",
        caseVersion="1.1",
        officialSourceURL="https://garden.example/standards.pdf",
        adoptionStatus="Adopted",
        statusStartDate="2025-08-01",
        statusEndDate="2030-07-31",
        notes="Drafted among the beans.",
    )

    assert package_of(package(CFDocument=written)).document == Document(
        identifier=guid(1),
        uri=uri(1),
        title="Garden Standards",
        creator="Beanfield School District",
        last_changed=CHANGED,
        publisher="Beanfield Press",
        description="What a gardener can do.",
        subject=("Biology", "Cooking"),
        language="en",
        version="2025.1",
        framework_type="Course of study",
        case_version="1.1",
        official_source="https://garden.example/standards.pdf",
        adoption_status="Adopted",
        status_starts=date(2025, 8, 1),
        status_ends=date(2030, 7, 31),
        notes="Drafted among the beans.",
    )


def test_every_field_of_an_item_is_read() -> None:
    read = only_item(
        fullStatement="Explain why beans climb.",
        humanCodingScheme="G.1.a",
        abbreviatedStatement="Beans",
        alternativeLabel="Outcome",
        CFItemType="Standard",
        listEnumeration="a.",
        subject=["Biology"],
        conceptKeywords=["bean", "pole"],
        educationLevel=["03", "04"],
        language="en",
        statusStartDate="2025-08-01",
        statusEndDate="2030-07-31T12:00:00Z",
        notes="Needs a pole.",
    )

    assert read == Item(
        identifier=guid(10),
        uri=uri(10),
        full_statement="Explain why beans climb.",
        last_changed=CHANGED,
        human_coding_scheme="G.1.a",
        abbreviated_statement="Beans",
        alternative_label="Outcome",
        item_type="Standard",
        list_enumeration="a.",
        subject=("Biology",),
        concept_keywords=("bean", "pole"),
        education_level=("03", "04"),
        language="en",
        status_starts=date(2025, 8, 1),
        status_ends=date(2030, 7, 31),
        notes="Needs a pole.",
    )


def test_every_field_of_an_association_is_read() -> None:
    read = only_association(
        associationType="exactMatchOf",
        sequenceNumber=7,
        CFAssociationGroupingURI=link(70, title="By season"),
        originNodeURI=link(10, title="G.1"),
        destinationNodeURI=link(999, title="Elsewhere"),
        notes="Found by hand.",
    )

    assert read == Association(
        identifier=guid(101),
        uri=uri(101),
        kind=AssociationKind.EXACT_MATCH_OF,
        origin=Node(guid(10), uri(10), "G.1"),
        destination=Node(guid(999), uri(999), "Elsewhere"),
        last_changed=CHANGED,
        sequence_number=7,
        grouping=guid(70),
        notes="Found by hand.",
    )


def test_definitions_are_read_and_rubrics_are_counted() -> None:
    licence = {"title": "CC BY 4.0", "description": "Share it.", "hierarchyCode": "1", "licenseText": "…"}
    read = package_of(
        package(CFDefinitions={"CFLicenses": [item(80, **licence)], "CFConcepts": []}, CFRubrics=[{}, {}])
    )

    assert read.definitions == (
        Definition(DefinitionKind.LICENCE, guid(80), uri(80), "CC BY 4.0", CHANGED, "Share it.", "1"),
    )
    assert read.counts().rubrics == 2


def test_a_list_of_packages_is_read_in_its_order() -> None:
    second = package(CFDocument=document(2), CFItems=[item(20)], CFAssociations=[])

    assert [each.document.identifier for each in packages_of([package(), second])] == [guid(1), guid(2)]


def test_a_package_may_hold_only_its_document() -> None:
    read = package_of({"CFDocument": document()})

    assert (read.items, read.associations, read.definitions, read.rubrics) == ((), (), (), 0)


@pytest.mark.parametrize("nothing", [None, "", "  ", []])
def test_null_and_blank_fields_are_absent(nothing: object) -> None:
    plain = package_of(package())
    read = package_of(
        package(
            CFDocument=document(publisher=nothing, subject=nothing, statusEndDate=nothing),
            CFDefinitions=nothing,
            CFRubrics=nothing,
        )
    )

    assert read == plain


def test_associations_that_leave_the_package_are_kept_and_counted() -> None:
    read = package_of(
        package(
            CFAssociations=[
                association(101, 10, 1),
                association(102, 10, 999, associationType="isRelatedTo"),
                association(103, 998, 11, associationType="precedes"),
                association(104, 998, 999, associationType="isPeerOf"),
            ]
        )
    )

    assert len(read.associations) == 4
    assert read.counts() == Counts(items=3, associations=4, leaving=3, repeated=0, rubrics=0)


def test_an_association_that_is_said_twice_word_for_word_is_taken_once_and_counted_twice() -> None:
    said = association(102, 12, 999, associationType="precedes")
    read = package_of(package(CFAssociations=[association(101, 10, 1), said, said]))

    assert [each.identifier for each in read.associations] == [guid(101), guid(102)]
    assert read.repeats == (read.associations[1],)
    assert read.counts() == Counts(items=3, associations=3, leaving=2, repeated=1, rubrics=0)


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2025-03-01T08:30:00", datetime(2025, 3, 1, 8, 30, tzinfo=UTC)),
        ("2025-03-01 08:30:00", datetime(2025, 3, 1, 8, 30, tzinfo=UTC)),
        ("2025-03-01T08:30:00Z", datetime(2025, 3, 1, 8, 30, tzinfo=UTC)),
        ("2025-03-01T08:30:00.25-05:00", datetime(2025, 3, 1, 13, 30, 0, 250_000, tzinfo=UTC)),
        ("2025-03-01T08:30:00+0530", datetime(2025, 3, 1, 3, 0, tzinfo=UTC)),
    ],
)
@pytest.mark.usefixtures("far_from_utc")
def test_instants_are_utc_and_those_without_a_zone_are_taken_as_utc(written: str, instant: datetime) -> None:
    read = only_item(lastChangeDateTime=written).last_changed

    assert read == instant
    assert read.tzinfo is UTC


def test_the_misspelt_education_level_is_understood_and_the_right_spelling_wins() -> None:
    assert only_item(educationalLevel=["06"]).education_level == ("06",)
    assert only_item(educationLevel=["07"], educationalLevel=["06"]).education_level == ("07",)


def test_a_single_text_stands_for_a_list_of_one() -> None:
    assert only_item(educationLevel="06").education_level == ("06",)


def test_a_link_may_be_a_plain_uri_that_ends_in_a_guid() -> None:
    read = only_association(destinationNodeURI=f"{uri(999).upper()}/", CFAssociationGroupingURI=uri(70))

    assert read.destination == Node(guid(999), f"{uri(999).upper()}/", "")
    assert read.grouping == guid(70)


def test_the_title_of_a_link_may_be_missing() -> None:
    assert only_association(originNodeURI={"identifier": guid(10), "uri": uri(10)}).origin.title == ""


def test_the_title_of_a_link_is_cut_where_its_column_ends() -> None:
    assert only_association(originNodeURI=link(10, title="é" * 501)).origin.title == "é" * 500


def test_guids_are_known_by_their_lower_case() -> None:
    upper = guid(10).upper()
    read = package_of(
        package(
            CFItems=[item(10, identifier=upper)],
            CFAssociations=[association(101, 10, 1, originNodeURI=link(10, identifier=upper))],
        )
    )

    assert read.items[0].identifier == guid(10)
    assert read.associations[0].origin.identifier == guid(10)
    assert read.counts().leaving == 0


def test_a_link_out_of_case_keeps_its_own_identifier() -> None:
    assert (
        only_association(destinationNodeURI=link(999, identifier="DOK:M-1")).destination.identifier
        == "DOK:M-1"
    )


@pytest.mark.parametrize("written", ["7", 7, "+7", "007"])
def test_a_sequence_number_may_be_written_as_text(written: object) -> None:
    assert only_association(sequenceNumber=written).sequence_number == 7


@pytest.mark.parametrize("number", [-(2**31), 0, 2**31 - 1])
def test_a_sequence_number_may_be_as_large_as_its_column(number: int) -> None:
    assert only_association(sequenceNumber=number).sequence_number == number


def test_publishers_may_have_association_types_of_their_own() -> None:
    assert only_association(associationType="ext:garden.growsBeside-2").kind == "ext:garden.growsBeside-2"


@pytest.mark.parametrize("kind", AssociationKind)
def test_every_association_type_of_case_is_read(kind: AssociationKind) -> None:
    assert only_association(associationType=kind.value, destinationNodeURI=link(999)).kind == kind


def test_unknown_keys_are_ignored_wherever_they_are() -> None:
    extra: dict[str, Any] = {"extensions": {"deep": [1.5, {"identifier": None}]}}

    assert package_of(package(CFDocument=document(**extra), **extra)) == package_of(package())
    assert only_item(**extra) == only_item()
    assert only_association(**extra) == only_association()


def test_texts_are_kept_exactly() -> None:
    statement = "  Draw $x^2$,\r\n| a | b |\t— “é” 🌱 "

    assert only_item(fullStatement=statement).full_statement == statement


def test_texts_may_be_as_long_as_their_columns() -> None:
    assert len(only_item(humanCodingScheme="G" * 200, fullStatement="🌱" * 20_000).full_statement) == 20_000
    assert len(package_of(package(CFDocument=document(title="T" * 500))).document.title) == 500


@pytest.mark.parametrize("before", [b"", codecs.BOM_UTF8])
def test_utf_8_is_read_with_and_without_a_byte_order_mark(before: bytes) -> None:
    written = (
        before + json.dumps(package(CFItems=[item(10, fullStatement="Grüße")]), ensure_ascii=False).encode()
    )
    result = reading.read(written, FILE)

    assert result.problems == ()
    assert result.packages[0].items[0].full_statement == "Grüße"


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(content(package()))

    assert reading.read(path, FILE) == reading.read(content(package()), FILE)


def test_two_readings_of_one_file_are_equal() -> None:
    read: Package = package_of(package())

    assert read == package_of(package())
    assert read != replace(read, rubrics=1)
