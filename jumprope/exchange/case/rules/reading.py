"""Reading a file of CASE packages: everything that it says, or everything that is wrong with it."""

from dataclasses import dataclass
from pathlib import Path

from jumprope.exchange.case.rules import kinds
from jumprope.exchange.case.rules.hierarchy import closing_associations
from jumprope.exchange.case.rules.packages import (
    Association,
    Definition,
    DefinitionKind,
    Document,
    Item,
    Node,
    Package,
)
from jumprope.exchange.case.rules.problems import Code, Findings, Problem
from jumprope.exchange.case.rules.records import Record, record_of, written
from jumprope.exchange.case.rules.sources import Unusable, text_of, value_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. Where there is a problem there is no package: a file is taken whole or not at all."""

    packages: tuple[Package, ...]
    problems: tuple[Problem, ...]


def read(source: Path | bytes, file_name: str) -> Reading:
    """Read a CFPackage of CASE 1.0 or 1.1, or a JSON list of them, from a file or from its content.

    Bad input is an answer and not an exception: the problems say where in `file_name` it is and what to do.
    """
    try:
        text = text_of(source)
        value = value_of(text)
    except Unusable as error:
        return Reading((), (Problem(file_name, error.line, error.column, error.code, str(error)),))
    findings = Findings()
    packages = _packages(value, findings)
    problems = findings.problems(file_name, text)
    return Reading(() if problems else packages, problems)


def _packages(value: object, findings: Findings) -> tuple[Package, ...]:
    if value == []:
        findings.add((), Code.NO_PACKAGE, "The list in this file holds no package.")
    if isinstance(value, list):
        records = [record_of(element, (position,), findings) for position, element in enumerate(value)]
    else:
        records = [record_of(value, (), findings)]
    known: dict[str, str] = {}
    packages = (_package(record, known) for record in records if record)
    return tuple(package for package in packages if package)


def _package(record: Record, known: dict[str, str]) -> Package | None:
    """Read a package. `known` maps each identifier of the file, as far as it is read, to its place."""
    cf_document = record.record("CFDocument")
    document = _document(cf_document, known) if cf_document else None
    items = tuple(_item(cf_item, known) for cf_item in record.records("CFItems"))
    associations, repeats = _associations(record, known)
    definitions = _definitions(record)
    rubrics = sum(1 for _ in record.records("CFRubrics"))
    return Package(document, items, associations, repeats, definitions, rubrics) if document else None


def _new_identifier(record: Record, known: dict[str, str], duplicate: Code) -> str:
    """The identifier of a document or an item, which nothing before it in the file may have."""
    identifier = record.required("identifier", kinds.GUID)
    _refuse_known(identifier, record, known, duplicate)
    return identifier


def _refuse_known(identifier: str, record: Record, known: dict[str, str], duplicate: Code) -> None:
    place = written(record.path)
    if identifier and (first := known.setdefault(identifier, place)) != place:
        message = f"{first} has this identifier too; each document, item and association needs its own."
        record.refuse(duplicate, message, "identifier")


def _document(record: Record, known: dict[str, str]) -> Document:
    return Document(
        identifier=_new_identifier(record, known, Code.DUPLICATE_DOCUMENT),
        uri=record.required("uri", kinds.URI),
        title=record.required("title", kinds.NAME),
        creator=record.required("creator", kinds.NAME),
        last_changed=record.required("lastChangeDateTime", kinds.INSTANT),
        publisher=record.optional("publisher", kinds.NAME),
        description=record.optional("description", kinds.PROSE),
        subject=record.optional("subject", kinds.NAMES),
        language=record.optional("language", kinds.TERM),
        version=record.optional("version", kinds.TERM),
        framework_type=record.optional("frameworkType", kinds.TERM),
        case_version=record.optional("caseVersion", kinds.TERM),
        official_source=record.optional("officialSourceURL", kinds.URI),
        adoption_status=record.optional("adoptionStatus", kinds.TERM),
        status_starts=record.optional("statusStartDate", kinds.DAY),
        status_ends=record.optional("statusEndDate", kinds.DAY),
        notes=record.optional("notes", kinds.PROSE),
    )


def _item(record: Record, known: dict[str, str]) -> Item:
    education_level = "educationLevel" if record.has("educationLevel") else "educationalLevel"
    return Item(
        identifier=_new_identifier(record, known, Code.DUPLICATE_ITEM),
        uri=record.required("uri", kinds.URI),
        full_statement=record.required("fullStatement", kinds.PROSE),
        last_changed=record.required("lastChangeDateTime", kinds.INSTANT),
        human_coding_scheme=record.optional("humanCodingScheme", kinds.TERM),
        abbreviated_statement=record.optional("abbreviatedStatement", kinds.PROSE),
        alternative_label=record.optional("alternativeLabel", kinds.NAME),
        item_type=record.optional("CFItemType", kinds.TERM),
        list_enumeration=record.optional("listEnumeration", kinds.TERM),
        subject=record.optional("subject", kinds.NAMES),
        concept_keywords=record.optional("conceptKeywords", kinds.NAMES),
        education_level=record.optional(education_level, kinds.TERMS),
        language=record.optional("language", kinds.TERM),
        status_starts=record.optional("statusStartDate", kinds.DAY),
        status_ends=record.optional("statusEndDate", kinds.DAY),
        notes=record.optional("notes", kinds.PROSE),
    )


def _associations(
    package: Record, known: dict[str, str]
) -> tuple[tuple[Association, ...], tuple[Association, ...]]:
    """The associations of a package, each once, and those that say one of them again word for word."""
    first: dict[str, tuple[Association, Record]] = {}
    repeats = []
    for record in package.records("CFAssociations"):
        association = _association(record)
        ends = association.origin.identifier, association.destination.identifier
        if not (association.identifier and all(ends)):
            continue
        said, by = first.setdefault(association.identifier, (association, record))
        if by is record:
            _refuse_known(association.identifier, record, known, Code.DUPLICATE_ASSOCIATION)
        elif said == association:
            repeats.append(association)
        else:
            message = f"{written(by.path)} has this identifier too and says something else; keep one of them."
            record.refuse(Code.DUPLICATE_ASSOCIATION, message, "identifier")
    associations = tuple(said for said, _ in first.values())
    for closing in closing_associations(associations):
        message = "this puts an item above itself; take one isChildOf out of the circle."
        first[closing.identifier][1].refuse(Code.CYCLIC_HIERARCHY, message, "destinationNodeURI")
    return associations, tuple(repeats)


def _association(record: Record) -> Association:
    return Association(
        identifier=record.required("identifier", kinds.GUID),
        uri=record.required("uri", kinds.URI),
        kind=record.required("associationType", kinds.ASSOCIATION_KIND),
        origin=_node(record, "originNodeURI"),
        destination=_node(record, "destinationNodeURI"),
        last_changed=record.required("lastChangeDateTime", kinds.INSTANT),
        sequence_number=record.optional("sequenceNumber", kinds.WHOLE_NUMBER),
        grouping=_grouping(record),
        notes=record.optional("notes", kinds.PROSE),
    )


def _grouping(record: Record) -> str:
    key = "CFAssociationGroupingURI"
    return _node(record, key).identifier if record.has(key) else ""


def _node(record: Record, key: str) -> Node:
    """A link to a document or item; some publishers write only its URI, which ends in its GUID."""
    if record.holds_text(key):
        return record.required(key, kinds.NODE_OF_URI)
    link = record.record(key)
    if not link:
        return kinds.NODE_OF_URI.empty
    return Node(
        identifier=link.required("identifier", kinds.NODE_IDENTIFIER),
        uri=link.required("uri", kinds.URI),
        title=link.optional("title", kinds.LINK_TITLE),
    )


def _definitions(package: Record) -> tuple[Definition, ...]:
    definitions = package.record("CFDefinitions") if package.has("CFDefinitions") else None
    if not definitions:
        return ()
    return tuple(
        Definition(
            kind=kind,
            identifier=record.required("identifier", kinds.GUID),
            uri=record.required("uri", kinds.URI),
            title=record.required("title", kinds.NAME),
            last_changed=record.required("lastChangeDateTime", kinds.INSTANT),
            description=record.optional("description", kinds.PROSE),
            hierarchy_code=record.optional("hierarchyCode", kinds.TERM),
        )
        for kind in DefinitionKind
        for record in definitions.records(kind)
    )
