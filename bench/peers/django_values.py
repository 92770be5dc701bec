"""No GraphQL at all: a Django view written with `.values()` of the ORM for these documents, and orjson."""

from collections import defaultdict
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from bench.peers.peer import Peer, scores_written, viewer_of
from bench.variants import Kind
from jumprope.learning.assessments.models import Assessment, Score
from jumprope.mastery.determinations.models import Determination
from jumprope.platform.accounts.models import Account
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.courses.models import Section
from jumprope.school.rosters.models import Enrolment


def _view(http: HttpRequest) -> HttpResponse:
    """Answer whichever of the three it is, as a view for each would."""
    variables = orjson.loads(http.body)["variables"]
    if "section" in variables:
        data: dict[str, Any] = {"section": _section(int(variables["section"]))}
    elif "input" in variables:
        data = {"scoreClass": _scored(http, variables["input"])}
    else:
        data = _me(http)
    return HttpResponse(orjson.dumps({"data": data}, default=str), content_type="application/json")


def _section(key: int) -> dict[str, Any] | None:
    if not Section.objects.filter(pk=key).exists():
        return None
    students = Enrolment.objects.filter(section=key).values_list(
        "student_id", "student__given_name", "student__family_name"
    )
    determinations = Determination.objects.filter(section=key).values_list(
        "student_id", "standard_id", "standard__code", "level__name"
    )
    return {
        "enrolments": [
            {"student": {"id": str(student), "givenName": given, "familyName": family}}
            for student, given, family in students
        ],
        "assessments": _assessments(key),
        "determinations": [
            {
                "studentId": str(student),
                "standard": {"id": str(standard), "code": code},
                "level": level and {"name": level},
            }
            for student, standard, code, level in determinations
        ],
    }


def _assessments(section: int) -> list[dict[str, Any]]:
    scores = defaultdict[int, list[dict[str, Any]]](list)
    columns = ("id", "value", "student_id", "assessment_id", "assessment__title", "standard_id")
    rows = Score.objects.filter(assessment__section=section)
    for key, value, student, assessment, title, standard, code in rows.values_list(
        *columns, "standard__code"
    ):
        scores[assessment].append(
            {
                "id": str(key),
                "value": value,
                "studentId": str(student),
                "assessment": {"id": str(assessment), "title": title},
                "standard": {"id": str(standard), "code": code},
            }
        )
    keys = Assessment.objects.filter(section=section).values_list("id", flat=True)
    return [{"scores": scores[key]} for key in keys]


def _me(http: HttpRequest) -> dict[str, Any]:
    viewer = viewer_of(http)
    me = Account.objects.values("id", "email", "display_name", "is_active").get(pk=viewer.account_id)
    tenant = Tenant.objects.values("name", "time_zone").get(pk=viewer.tenant_id)
    return {
        "me": {
            "id": str(me["id"]),
            "email": me["email"],
            "displayName": me["display_name"],
            "isActive": me["is_active"],
        },
        "tenant": {"name": tenant["name"], "timeZone": tenant["time_zone"]},
    }


def _scored(http: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    cells = [(cell["studentId"], cell["value"]) for cell in given["scores"]]
    rows = scores_written(http, given["assessmentId"], given["standardId"], cells)
    scores = [
        {"id": str(score.pk), "studentId": str(score.student_id), "value": score.value} for score in rows
    ]
    return {"errors": [], "scores": scores}


PEER = Peer("Django view, `.values()`, orjson", lambda: _view, Kind.VIEW)
