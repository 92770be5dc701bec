"""The part of the schema that the documents ask for, for everything that is built upon graphene-django."""

from collections.abc import Callable
from typing import Any

import graphene
from graphene_django.registry import Registry

from bench.peers.peer import scores_written
from jumprope.learning.assessments.models import Assessment, Score
from jumprope.learning.standards.models import Standard
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.policies.models import Level
from jumprope.platform.accounts.models import Account
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.models import Section
from jumprope.school.people.models import Student
from jumprope.school.rosters.models import Enrolment

MODELS: dict[Any, tuple[str, ...]] = {
    Student: ("id", "given_name", "family_name"),
    Enrolment: ("student",),
    Standard: ("id", "code"),
    Score: ("id", "value", "assessment", "standard"),
    Assessment: ("id", "title", "scores"),
    Level: ("name",),
    Determination: ("standard", "level"),
    Section: ("enrolments", "assessments", "determinations"),
    Account: ("id", "email", "display_name", "is_active"),
    Tenant: ("name", "time_zone"),
}

Resolver = Callable[[Any, str], Any]


def schema_of(base: type, registry: Registry, *, student_id: Callable[[], Any], resolvers: Any) -> Any:
    """A schema whose types inherit from `base`.

    `student_id` makes the field that shows a foreign key's own column; `resolvers` has `section`, `me` and
    `tenant`, each a function of (info, key).
    """
    types = {}
    for model, fields in MODELS.items():
        meta = type("Meta", (), {"model": model, "fields": fields, "registry": registry})
        more = {"student_id": student_id()} if model in (Score, Determination) else {}
        types[model] = type(model.__name__, (base,), {"Meta": meta, **more})

    class Query(graphene.ObjectType):
        section = graphene.Field(types[Section], id=graphene.ID(required=True))
        me = graphene.Field(types[Account])
        tenant = graphene.Field(types[Tenant])

        def resolve_section(self, info: Any, id: str) -> Any:
            return resolvers.section(info, id)

        def resolve_me(self, info: Any) -> Any:
            return resolvers.me(info, info.context.viewer.account_id)

        def resolve_tenant(self, info: Any) -> Any:
            return resolvers.tenant(info, info.context.viewer.tenant_id)

    return graphene.Schema(query=Query, mutation=_mutation(types[Score]))


def _mutation(score_type: Any) -> Any:
    class ClassScore(graphene.InputObjectType):
        student_id = graphene.ID(required=True)
        value = graphene.Decimal(required=True)

    class ScoreClassInput(graphene.InputObjectType):
        assessment_id = graphene.ID(required=True)
        standard_id = graphene.ID(required=True)
        scores = graphene.List(graphene.NonNull(ClassScore), required=True)

    class UserError(graphene.ObjectType):
        code = graphene.String(required=True)

    class ScoreClass(graphene.Mutation):
        class Arguments:
            input = ScoreClassInput(required=True)

        errors = graphene.List(graphene.NonNull(UserError), required=True)
        scores = graphene.List(graphene.NonNull(score_type))

        def mutate(self, info: Any, input: Any) -> Any:
            cells = [(cell.student_id, cell.value) for cell in input.scores]
            rows = scores_written(info.context, input.assessment_id, input.standard_id, cells)
            return ScoreClass(errors=[], scores=rows)

    class Mutation(graphene.ObjectType):
        score_class = ScoreClass.Field()

    return Mutation
