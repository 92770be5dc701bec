"""ariadne at its best: rows prefetched as for graphene-django, documents parsed and validated once."""

import json
from functools import cache
from typing import Any

import ariadne
from django.http import HttpRequest, JsonResponse
from graphql import DocumentNode, GraphQLSchema, parse, validate

from bench.peers import prefetching
from bench.peers.peer import Peer, scores_written, viewer_of
from jumprope.platform.accounts.models import Account
from jumprope.platform.tenancy.models import Tenant

SCHEMA = """
type Query { section(id: ID!): Section  me: Account  tenant: Tenant }
type Account { id: ID!  email: String!  displayName: String!  isActive: Boolean! }
type Tenant { name: String!  timeZone: String! }
type Section { enrolments: [Enrolment!]!  assessments: [Assessment!]!  determinations: [Determination!]! }
type Enrolment { student: Student! }
type Student { id: ID!  givenName: String!  familyName: String! }
type Assessment { id: ID!  title: String!  scores: [Score!]! }
type Standard { id: ID!  code: String! }
type Score { id: ID!  value: String  studentId: ID!  assessment: Assessment!  standard: Standard! }
type Determination { studentId: ID!  standard: Standard!  level: Level }
type Level { name: String! }
type Mutation { scoreClass(input: ScoreClassInput!): ScoreClassPayload! }
input ScoreClassInput { assessmentId: ID!  standardId: ID!  scores: [ClassScore!]! }
input ClassScore { studentId: ID!  value: String! }
type ScoreClassPayload { errors: [UserError!]!  scores: [Score!] }
type UserError { code: String! }
"""

query, mutation = ariadne.QueryType(), ariadne.MutationType()
section_type, assessment_type = ariadne.ObjectType("Section"), ariadne.ObjectType("Assessment")


@query.field("section")
def section(_: Any, _info: Any, id: str) -> Any:
    """The section."""
    return prefetching.section(id)


@query.field("me")
def me(_: Any, info: Any) -> Any:
    """The viewer's account."""
    key = viewer_of(info.context).account_id
    return Account.objects.only("email", "display_name", "is_active").get(pk=key)


@query.field("tenant")
def tenant(_: Any, info: Any) -> Any:
    """The viewer's tenant."""
    return Tenant.objects.only("name", "time_zone").get(pk=viewer_of(info.context).tenant_id)


@mutation.field("scoreClass")
def score_class(_: Any, info: Any, input: Any) -> Any:
    """Score a class."""
    cells = [(cell["student_id"], cell["value"]) for cell in input["scores"]]
    rows = scores_written(info.context, input["assessment_id"], input["standard_id"], cells)
    return {"errors": [], "scores": rows}


for name in ("enrolments", "assessments", "determinations"):
    section_type.set_field(name, lambda row, info: getattr(row, info.field_name).all())
assessment_type.set_field("scores", lambda row, _info: row.scores.all())


@cache
def _make() -> Any:
    schema = ariadne.make_executable_schema(
        SCHEMA, query, mutation, section_type, assessment_type, convert_names_case=True
    )
    parsed = cache(parse)
    validated = cache(lambda document: validate(schema, document))

    def read(_context: Any, data: dict[str, Any]) -> DocumentNode:
        return parsed(data["query"])

    def check(_schema: GraphQLSchema, document: DocumentNode, *_arguments: Any, **_options: Any) -> Any:
        return validated(document)

    def view(http: HttpRequest) -> JsonResponse:
        _done, answer = ariadne.graphql_sync(
            schema, json.loads(http.body), context_value=http, query_parser=read, query_validator=check
        )
        return JsonResponse(answer)

    return view


PEER = Peer("ariadne, prefetched by hand", _make)
