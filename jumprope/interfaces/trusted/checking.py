"""Whether documents of ours fit: the schema, the levels that ours may have, one query or mutation each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graphql import (
    DocumentNode,
    GraphQLError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    specified_rules,
    validate,
)

from graphplan.artefact.writing import Source
from jumprope.interfaces.graphql import documents
from jumprope.interfaces.graphql.refusals import DocumentRefused
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.errors import Problem

RULES = (*specified_rules, NoSchemaIntrospectionCustomRule)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentProblem(Problem):
    """What is wrong with a document, and where; lines and columns are counted from 1."""

    file: str
    line: int | None = None
    column: int | None = None


def checked(paths: Iterable[Path]) -> tuple[list[Source], list[DocumentProblem]]:
    """The documents that fit, and all that is wrong with the others."""
    sources, problems = list[Source](), list[DocumentProblem]()
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
            node = documents.read_ours(text)
        except (OSError, UnicodeDecodeError) as fault:
            message = f"This cannot be read: {type(fault).__name__}."
            problems.append(DocumentProblem("file_unreadable", message, file=str(path)))
        except DocumentRefused as refusal:
            problems += [_problem(path, refusal.code, cause) for cause in refusal.causes]
        else:
            faults = [*validate(schema(), node, RULES, max_errors=None), *_not_one_operation(node)]
            problems += [_problem(path, DocumentRefused.code, fault) for fault in faults]
            if not faults:
                sources.append(Source(path.stem, text, node))
    return sources, problems


def _not_one_operation(node: DocumentNode) -> Iterator[GraphQLError]:
    operations = [each for each in node.definitions if isinstance(each, OperationDefinitionNode)]
    if len(operations) != 1:
        yield GraphQLError(
            f"A document that is compiled has one operation, and this one has {len(operations)}.",
            operations[1:] or node,
        )


def _problem(path: Path, code: str, fault: GraphQLError) -> DocumentProblem:
    place = fault.locations[0] if fault.locations else None
    return DocumentProblem(
        code,
        fault.message,
        file=str(path),
        line=place and place.line,
        column=place and place.column,
    )
