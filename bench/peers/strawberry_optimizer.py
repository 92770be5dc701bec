"""strawberry-django at its best: with its optimizer, and its caches of parsed and of validated documents."""

from decimal import Decimal
from functools import cache
from typing import Any

import strawberry
import strawberry_django
from strawberry.django.views import GraphQLView
from strawberry.extensions import ParserCache, ValidationCache
from strawberry_django.optimizer import DjangoOptimizerExtension

from bench.peers.peer import Peer, scores_written
from jumprope.learning.assessments import models as assessments
from jumprope.learning.standards import models as standards
from jumprope.mastery.determinations import models as determinations
from jumprope.mastery.policies import models as policies
from jumprope.platform.accounts import models as accounts
from jumprope.platform.tenancy import models as tenancy
from jumprope.school.courses import models as courses
from jumprope.school.people import models as people
from jumprope.school.rosters import models as rosters


@strawberry_django.type(people.Student)
class Student:
    """A student."""

    id: strawberry.auto
    given_name: strawberry.auto
    family_name: strawberry.auto


@strawberry_django.type(rosters.Enrolment)
class Enrolment:
    """That a student is in a section."""

    student: Student


@strawberry_django.type(standards.Standard)
class Standard:
    """A standard."""

    id: strawberry.auto
    code: strawberry.auto


@strawberry_django.type(assessments.Score)
class Score:
    """A score."""

    id: strawberry.auto
    value: strawberry.auto
    student_id: strawberry.ID = strawberry_django.field(only=["student_id"])
    assessment: "Assessment"
    standard: Standard


@strawberry_django.type(assessments.Assessment)
class Assessment:
    """An assessment."""

    id: strawberry.auto
    title: strawberry.auto
    scores: list[Score]


@strawberry_django.type(policies.Level)
class Level:
    """A level."""

    name: strawberry.auto


@strawberry_django.type(determinations.Determination)
class Determination:
    """What is said of a student's mastery."""

    student_id: strawberry.ID = strawberry_django.field(only=["student_id"])
    standard: Standard
    level: Level | None


@strawberry_django.type(courses.Section)
class Section:
    """A section."""

    enrolments: list[Enrolment]
    assessments: list[Assessment]
    determinations: list[Determination]


@strawberry_django.type(accounts.Account)
class Account:
    """An account."""

    id: strawberry.auto
    email: strawberry.auto
    display_name: strawberry.auto
    is_active: strawberry.auto


@strawberry_django.type(tenancy.Tenant)
class Tenant:
    """A tenant."""

    name: strawberry.auto
    time_zone: strawberry.auto


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry_django.field
    def section(self, id: strawberry.ID) -> Section | None:
        return courses.Section.objects.filter(pk=id)  # type: ignore[return-value]

    @strawberry_django.field
    def me(self, info: strawberry.Info) -> Account | None:
        viewer = info.context.request.viewer
        return accounts.Account.objects.filter(pk=viewer.account_id)  # type: ignore[return-value]

    @strawberry_django.field
    def tenant(self, info: strawberry.Info) -> Tenant | None:
        viewer = info.context.request.viewer
        return tenancy.Tenant.objects.filter(pk=viewer.tenant_id)  # type: ignore[return-value]


@strawberry.input
class ClassScore:
    """A student and a number."""

    student_id: strawberry.ID = strawberry_django.field(only=["student_id"])
    value: Decimal


@strawberry.input
class ScoreClassInput:
    """The scores of a class."""

    assessment_id: strawberry.ID
    standard_id: strawberry.ID
    scores: list[ClassScore]


@strawberry.type
class UserError:
    """Why it was not done."""

    code: str


@strawberry.type
class ScoreClassPayload:
    """What was written."""

    errors: list[UserError]
    scores: list[Score]


@strawberry.type
class Mutation:
    """What can be done."""

    @strawberry.mutation
    def score_class(self, info: strawberry.Info, input: ScoreClassInput) -> ScoreClassPayload:
        cells = [(cell.student_id, cell.value) for cell in input.scores]
        rows = scores_written(info.context.request, input.assessment_id, input.standard_id, cells)
        return ScoreClassPayload(errors=[], scores=rows)  # type: ignore[call-arg]


@cache
def _make() -> Any:
    extensions = [DjangoOptimizerExtension, ParserCache, ValidationCache]
    schema = strawberry.Schema(query=Query, mutation=Mutation, extensions=extensions)
    return GraphQLView.as_view(schema=schema)


PEER = Peer("strawberry-django with its optimizer", _make)
