"""Every document of ours, asked by everyone of a district at both doors."""

from itertools import product
from typing import Any

import pytest
from django.db.models import Model

from jumprope.interfaces.graphql import documents
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.standards.models import Framework
from jumprope.platform.tenancy.factories import a_tenant
from jumprope.school.courses.models import Section
from jumprope.school.people.models import Student
from tests.doors.conftest import Doors
from tests.doors.visitors import a_request, session_of
from tests.isolation.world import SEES, Neighbourhood

BY_PLANS = {
    *("about_me", "gradebook", "mastery_of_a_student", "paged", "searched", "standards", "switched"),
    *("computed", "save_scores", "try_a_calculation"),
}


def ids(kind: str, model: type[Model]) -> list[str]:
    return [f"{kind}:{key}" for key in model._default_manager.order_by("pk").values_list("pk", flat=True)]


def questions() -> dict[str, list[dict[str, Any]]]:
    """What is asked of the district in scope, by the names of documents; of nobody, and of another's too."""
    sections = [*ids("Section", Section), "Section:0", "Student:1", "nonsense", None]
    frameworks = [*ids("Framework", Framework), "Framework:0"]
    cuts: list[dict[str, Any]] = [
        *({}, {"first": 1}, {"last": 1}),
        *({"first": 0}, {"first": 1, "last": 1}, {"after": "x"}, {"last": 101}),
    ]
    return {
        "about_me": [{}, {"unused": [1]}],
        "gradebook": [{"section": section} for section in sections],
        "computed": [{"section": section} for section in sections],
        "mastery_of_a_student": [{"student": student} for student in [*ids("Student", Student), []]],
        "standards": [{"framework": framework} for framework in frameworks],
        "paged": [{"framework": frameworks[0], **cut} for cut in cuts],
        "searched": [{"name": name} for name in ("", "e", "É", "_", "(")],
        "switched": [
            {"section": sections[0], "terms": True},
            {"section": sections[0], "terms": False, "teachers": False},
            {"section": sections[0], "terms": True, "teachers": None},
            {"section": sections[0], "terms": "yes"},
            {"section": sections[0]},
        ],
        "try_a_calculation": [{}],
        "save_scores": [{"assessment": "Assessment:0", "cells": []}],
    }


@pytest.mark.django_db
def test_both_doors_answer_every_document_alike_byte_for_byte(doors: Doors) -> None:
    schema()
    with tenant_scope(a_tenant(slug="there").pk):
        Neighbourhood()
    with tenant_scope(a_tenant(slug="here").pk):
        here = Neighbourhood()
        asked = questions()
        sessions = {name: session_of(here.accounts[name]) for name in SEES}
    doors.look_again()
    by_plans = set()
    names = {document.name: document.id for document in documents.trusted().values()}
    assert names.keys() == asked.keys()
    for (name, document_id), (who, session) in product(names.items(), sessions.items()):
        for variables in asked[name]:
            before = doors.handed_over
            quick = doors.quick(a_request(document_id, session, variables))
            ordinary = doors.ordinary(a_request(document_id, session, variables))
            assert quick == ordinary, (name, who, variables)
            if doors.handed_over == before:
                by_plans.add((name, who))
                assert quick.status == "200 OK"
    assert by_plans == set(product(BY_PLANS, SEES))
