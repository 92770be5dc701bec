"""Documents: the clients' own, held to limits, and ours, known by their digest and written to be large."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    parse,
    specified_rules,
    validate,
)

from jumprope.interfaces.graphql import limits
from jumprope.interfaces.graphql.refusals import (
    DocumentRefused,
    DocumentTooLarge,
    DocumentUnknown,
    DocumentUnreadable,
)
from jumprope.interfaces.graphql.rules import Request
from jumprope.interfaces.graphql.schema import schema

FOLDER = Path(__file__).parent / "documents"

MOST_FAULTS = 10

MOST_KNOWN = 256
"""How many documents of clients are kept, read and validated; none that was refused."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that fits the schema, and how many rows its operation may read."""

    node: DocumentNode
    rows: int


@dataclass(frozen=True)
class TrustedDocument:
    """A document of ours: a file of the folder `documents`, whose first line says what it is for.

    Of one that was compiled, the file's name has a part of its id behind its own.
    """

    name: str
    text: str

    @cached_property
    def id(self) -> str:
        """The SHA-256 of the file, as 64 hexadecimal digits: what a client names it by."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name.replace("_", " ").capitalize()

    @cached_property
    def purpose(self) -> str:
        """What it is for: its first comment."""
        return self.text.partition("\n")[0].removeprefix("#").strip()

    @cached_property
    def checked(self) -> Document:
        """Ready to be run. Raises `DocumentRefused` when the schema has moved on without it."""
        return of_ours(self.text)


@cache
def trusted() -> dict[str, TrustedDocument]:
    """Our documents by their id, in the order of their names; those that were compiled too."""
    folders = [FOLDER, settings.TRUSTED_DOCUMENTS] if settings.TRUSTED_DOCUMENTS else [FOLDER]
    paths = sorted(path for folder in folders for path in folder.glob("*.graphql"))
    known = (TrustedDocument(path.name.partition(".")[0], path.read_text(encoding="utf-8")) for path in paths)
    return {document.id: document for document in known}


def of_request(request: Request) -> Document:
    """The document that a request asks to run. Raises `DocumentRefused`."""
    if request.document_id is not None:
        return of_id(request.document_id)
    return of_text(request.query or "")


def of_id(document_id: str) -> Document:
    """The document of ours that goes by this id. Raises `DocumentUnknown`."""
    if document_id not in trusted():
        raise DocumentUnknown
    return trusted()[document_id].checked


def of_ours(text: str) -> Document:
    """A document that whoever runs this server wrote.

    Raises `DocumentUnreadable`, `DocumentTooLarge`, `DocumentRefused`.
    """
    return Document(_fitting(read_ours(text)), limits.TRUSTED_ROWS)


def read_ours(text: str) -> DocumentNode:
    """A document of ours, as large as it needs to be, but no deeper than can be walked through.

    Raises `DocumentUnreadable`, `DocumentTooLarge`.
    """
    with _as_deep_as_python_goes(limits.TRUSTED_LEVELS):
        node = _parsed(text, most=None)
        if limits.size_of(node).levels > limits.TRUSTED_LEVELS:
            raise DocumentTooLarge(most=limits.TRUSTED_LEVELS, measure="levels")
    return node


def of_text(text: str) -> Document:
    """A client's own document, measured before it is validated: once, as clients repeat what they ask.

    Raises `DocumentUnreadable`, `DocumentTooLarge`, `DocumentRefused`.
    """
    return _known(text, demo=settings.DEMO)


@lru_cache(maxsize=MOST_KNOWN)
def _known(text: str, *, demo: bool) -> Document:  # noqa: ARG001 - what is refused depends on it
    with _as_deep_as_python_goes(limits.FREE.levels):
        return Document(_fitting(_measured(text)), limits.ROWS)


def _measured(text: str) -> DocumentNode:
    """A document that is no larger than a client's own may be.

    Raises `DocumentUnreadable`, `DocumentTooLarge`.
    """
    if len(text.encode()) > limits.DOCUMENT:
        raise DocumentTooLarge(most=limits.DOCUMENT, measure="bytes")
    with _as_deep_as_python_goes(limits.FREE.levels):
        node = _parsed(text, most=limits.TOKENS)
        _hold_to_limits(node)
    return node


@contextmanager
def _as_deep_as_python_goes(levels: int) -> Iterator[None]:
    """Within this, what is nested too deep to be walked through is too large."""
    try:
        yield
    except RecursionError:
        raise DocumentTooLarge(most=levels, measure="levels") from None


def _parsed(text: str, *, most: int | None) -> DocumentNode:
    """What has at most so many tokens, and as many comments."""
    try:
        return parse(text, max_lexical_tokens=most, max_comments=most)
    except GraphQLSyntaxError as error:
        if not error.message.endswith("Parsing aborted."):
            raise DocumentUnreadable([error]) from error
        if "nested" in error.message:
            raise RecursionError from error
        raise DocumentTooLarge(most=most, measure="tokens") from error


def _hold_to_limits(node: DocumentNode) -> None:
    introspects = settings.DEMO and limits.asks_only_for_the_schema(node)
    most = limits.INTROSPECTION if introspects else limits.FREE
    if measure := limits.size_of(node).excess(most):
        raise DocumentTooLarge(most=getattr(most, measure), measure=measure)


def _fitting(node: DocumentNode) -> DocumentNode:
    rules = specified_rules if settings.DEMO else (*specified_rules, NoSchemaIntrospectionCustomRule)
    if faults := validate(schema(), node, rules, max_errors=MOST_FAULTS):
        raise DocumentRefused(faults if settings.DEMO else map(_without_words, faults))
    return node


def _without_words(fault: GraphQLError) -> GraphQLError:
    """The place of a fault. Its words say what there is instead, and so, guess by guess, the whole schema."""
    return GraphQLError(str(DocumentRefused.message), fault.nodes)
