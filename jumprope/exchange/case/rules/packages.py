"""What a CASE package says, in Python's types.

The words are those of the CASE Service information model (1EdTech, versions 1.0 of 2017 and 1.1 of 2025), in
snake case. An optional text that a package leaves out is "", so that two readings of one package are equal.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

# The longest texts that are taken, in characters; the columns that keep them are as wide.
TERM_LENGTH = 200
NAME_LENGTH = 500
URI_LENGTH = 1_000
PROSE_LENGTH = 20_000


class AssociationKind(StrEnum):
    """The association types of CASE 1.1. Publishers may add their own, which begin with `ext:`."""

    IS_CHILD_OF = "isChildOf"
    IS_PEER_OF = "isPeerOf"
    IS_PART_OF = "isPartOf"
    EXACT_MATCH_OF = "exactMatchOf"
    PRECEDES = "precedes"
    IS_RELATED_TO = "isRelatedTo"
    REPLACED_BY = "replacedBy"
    EXEMPLAR = "exemplar"
    HAS_SKILL_LEVEL = "hasSkillLevel"
    IS_TRANSLATION_OF = "isTranslationOf"


class DefinitionKind(StrEnum):
    """The lists of CFDefinitions, by the names that they have there."""

    CONCEPT = "CFConcepts"
    SUBJECT = "CFSubjects"
    LICENCE = "CFLicenses"
    ITEM_TYPE = "CFItemTypes"
    ASSOCIATION_GROUPING = "CFAssociationGroupings"


@dataclass(frozen=True, slots=True)
class Document:
    """A CFDocument: the framework itself. Its identifier, a GUID in lower case, is what it is known by."""

    identifier: str
    uri: str
    title: str
    creator: str
    last_changed: datetime
    publisher: str = ""
    description: str = ""
    subject: tuple[str, ...] = ()
    language: str = ""
    version: str = ""
    framework_type: str = ""
    case_version: str = ""
    official_source: str = ""
    adoption_status: str = ""
    status_starts: date | None = None
    status_ends: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A CFItem: a standard, or a heading above standards. Its identifier is a GUID in lower case."""

    identifier: str
    uri: str
    full_statement: str
    last_changed: datetime
    human_coding_scheme: str = ""
    abbreviated_statement: str = ""
    alternative_label: str = ""
    item_type: str = ""
    list_enumeration: str = ""
    subject: tuple[str, ...] = ()
    concept_keywords: tuple[str, ...] = ()
    education_level: tuple[str, ...] = ()
    language: str = ""
    status_starts: date | None = None
    status_ends: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One end of an association: a document or an item of this package or of any other, or a page of the web.

    A GUID is in lower case; CASE allows other identifiers here, and those stay as they are.
    """

    identifier: str
    uri: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Association:
    """A CFAssociation: the origin *is child of*, *precedes*, … the destination."""

    identifier: str
    uri: str
    kind: str
    origin: Node
    destination: Node
    last_changed: datetime
    sequence_number: int | None = None
    grouping: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """An entry of CFDefinitions: a term that documents, items and associations refer to by its title."""

    kind: DefinitionKind
    identifier: str
    uri: str
    title: str
    last_changed: datetime
    description: str = ""
    hierarchy_code: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a package holds. `associations` and `leaving` count the repeated ones too."""

    items: int
    associations: int
    leaving: int
    repeated: int
    rubrics: int


@dataclass(frozen=True, slots=True)
class Package:
    """A CFPackage: one framework with its items and all of its associations.

    `associations` holds each association once, `repeats` those that the file says again word for word.
    `rubrics` is the number of CFRubrics, which are left aside.
    """

    document: Document
    items: tuple[Item, ...]
    associations: tuple[Association, ...]
    repeats: tuple[Association, ...] = ()
    definitions: tuple[Definition, ...] = ()
    rubrics: int = 0

    def counts(self) -> Counts:
        """Count what is here. An association leaves when an end is neither the document nor an item of it."""
        here = {self.document.identifier, *(item.identifier for item in self.items)}
        associations = (*self.associations, *self.repeats)
        staying = sum(
            each.origin.identifier in here and each.destination.identifier in here for each in associations
        )
        return Counts(
            items=len(self.items),
            associations=len(associations),
            leaving=len(associations) - staying,
            repeated=len(self.repeats),
            rubrics=self.rubrics,
        )
