"""Our documents with values to try them out: the keys of rows that whoever tries may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import OperationDefinitionNode

from jumprope.interfaces.graphql import documents
from jumprope.interfaces.graphql.documents import TrustedDocument
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer

BEGINNINGS = """{
  mySections { id }
  courses(first: 5) { edges { node { sections(first: 1) { edges { node { id } } } } } }
  myStudents { id }
  frameworks { id }
}"""

SHEETS = """query Sheets($section: ID!) {
  section(id: $section) { assessments { id scores { studentId standardId revision } } }
}"""


@dataclass(frozen=True, slots=True)
class Example:
    """A document, and values for those of its variables that there is something for."""

    document: TrustedDocument
    variables: Mapping[str, Any]


def of(viewer: Viewer) -> list[Example]:
    """An example of each document of ours, in the order of their names. About ten statements."""
    known = _known(viewer)
    return [
        Example(document, {name: known[name] for name in _variables(document) if name in known})
        for document in documents.trusted().values()
    ]


def _variables(document: TrustedDocument) -> list[str]:
    """The names of the variables of a document."""
    operations = [
        node for node in document.checked.node.definitions if isinstance(node, OperationDefinitionNode)
    ]
    return [variable.variable.name.value for node in operations for variable in node.variable_definitions]


def _known(viewer: Viewer) -> dict[str, Any]:
    """A value for each name that our documents call a variable by, as far as the viewer sees any."""
    beginnings = _ask(viewer, BEGINNINGS)
    sections = [
        *beginnings["mySections"],
        *(
            edge["node"]
            for course in beginnings["courses"]["edges"]
            for edge in course["node"]["sections"]["edges"]
        ),
    ]
    known = {"student": beginnings["myStudents"], "framework": beginnings["frameworks"], "section": sections}
    keys = {name: rows[0]["id"] for name, rows in known.items() if rows}
    return (_score(viewer, keys["section"]) if sections else {}) | keys


def _score(viewer: Viewer, section: str) -> dict[str, Any]:
    """The latest assessment of a section with a score, and a cell that makes another of it."""
    assessments = _ask(viewer, SHEETS, section=section)["section"]["assessments"]
    scored = [(assessment["id"], score) for assessment in assessments for score in assessment["scores"]]
    if not scored:
        return {}
    assessment, score = scored[-1]
    cell = {
        "studentId": score["studentId"],
        "standardId": score["standardId"],
        "value": "4",
        "expectedRevision": score["revision"],
    }
    return {"assessment": assessment, "student": score["studentId"], "cells": [cell]}


def _ask(viewer: Viewer, query: str, **variables: Any) -> Any:
    document = documents.of_text(query)
    with tenant_scope(viewer.tenant_id):
        return api.execute(viewer, document.node, variables, budget=document.rows).data
