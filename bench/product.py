"""The product itself: its own schema with all its rules, by the engine that it runs."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import graphene
from django.http import HttpRequest, HttpResponse
from graphql import DocumentNode, parse, validate

import graphplan
from bench.byhand import scoring
from graphplan import IdInput, TextResult, Written
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.command import Answer
from jumprope.kit.graphql import Input, Mutation, api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer


class NotByPlan(Exception):
    """There was an answer with errors, or none by a plan: what it cost says nothing."""


class ClassScore(Input):
    """A student and a number."""

    student_id = IdInput("Student", "The student.", required=True)
    value = graphplan.Decimal(required=True, description="The number.")


@dataclass(frozen=True, kw_only=True)
class ClassScored(Answer):
    """The keys of the scores."""

    score_ids: list[int]


def score_class(
    *, viewer: Viewer, assessment_id: int, standard_id: int, scores: list[dict[str, object]]
) -> ClassScored:
    """What every variant does: the product's own `saveScores` also keeps history, and determines mastery."""
    cells = [(int(str(cell["student_id"])), str(cell["value"])) for cell in scores]
    return ClassScored(score_ids=scoring.write(viewer, assessment_id, standard_id, cells))


class ScoreClass(Mutation):
    """Score a class on one standard of an assessment."""

    class Meta:
        command = score_class

    class Input:
        assessment_id = IdInput("Assessment", "The assessment.", required=True)
        standard_id = IdInput("Standard", "The standard.", required=True)
        scores = graphene.List(graphene.NonNull(ClassScore), required=True, description="The scores.")

    scores = Written("Score", keys="score_ids")


@cache
def document(text: str) -> DocumentNode:
    """A document, validated once as the trusted ones are."""
    node = parse(text)
    if faults := validate(schema(), node):
        raise NotByPlan(str(faults[0]))
    return node


def view(viewer: Viewer, text: str) -> Callable[[HttpRequest], HttpResponse]:
    """A view that answers a trusted document for somebody who is known already. Raises `NotByPlan`."""
    node = document(text)

    def answer(http: HttpRequest) -> HttpResponse:
        variables = json.loads(http.body)["variables"]
        with tenant_scope(viewer.tenant_id):
            result = api.execute(viewer, node, variables)
        if not isinstance(result, TextResult):
            raise NotByPlan(str(result.errors))
        return HttpResponse(b'{"data":%b}' % result.json, content_type="application/json")

    return answer
