"""Examples work for whoever tries them, with rows that they see."""

from decimal import Decimal
from typing import Any

import pytest

from jumprope.interfaces.graphql import documents, examples
from jumprope.interfaces.graphql.examples import Example
from jumprope.kit.graphql import api
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import a_class, a_score
from jumprope.mastery.policies.factories import a_scale
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant


@pytest.fixture
def teacher(tenant: Tenant) -> Viewer:  # noqa: ARG001 - everything is made in the tenant in scope
    """Who teaches a section in which something was scored."""
    a_scale()
    room = a_class()
    a_score(assessment=room.assessment, student=room.students[0], standard=room.standards[0])
    return room.teacher


def answer(viewer: Viewer, example: Example) -> dict[str, Any]:
    """What an example answers."""
    with tenant_scope(viewer.tenant_id):
        result = api.execute(viewer, example.document.checked.node, dict(example.variables))
    assert result.errors is None, (example.document.name, result.errors)
    return result.data or {}


def test_every_example_of_a_teacher_answers_something(teacher: Viewer) -> None:
    answers = {example.document.name: answer(teacher, example) for example in examples.of(teacher)}

    assert answers.keys() == {document.name for document in documents.trusted().values()}
    nothing = [name for name, data in answers.items() if None in data.values()]
    assert nothing == []


def test_the_example_of_saving_changes_a_score_that_is_there(teacher: Viewer) -> None:
    (saving,) = (example for example in examples.of(teacher) if example.document.name == "save_scores")

    saved = answer(teacher, saving)["saveScores"]

    assert saved["errors"] == []
    assert [(Decimal(score["value"]), score["revision"]) for score in saved["scores"]] == [(Decimal(4), 2)]
    again = answer(teacher, saving)["saveScores"]["errors"]
    assert [error["code"] for error in again] == ["score_changed_meanwhile"]


def test_who_looks_after_all_sections_gets_one_of_them(teacher: Viewer) -> None:  # noqa: ARG001
    admin = a_viewer(Role.TENANT_ADMIN)

    (gradebook,) = (example for example in examples.of(admin) if example.document.name == "gradebook")

    assert answer(admin, gradebook)["section"] is not None


def test_who_sees_nothing_gets_no_values(teacher: Viewer) -> None:  # noqa: ARG001
    nobody = a_viewer(Role.GUARDIAN)

    known = {name for example in examples.of(nobody) for name in example.variables}

    assert known <= {"framework"}


def test_a_section_in_which_nothing_was_scored_is_an_example_without_a_score(tenant: Tenant) -> None:  # noqa: ARG001
    teacher = a_class().teacher

    known = {name for example in examples.of(teacher) for name in example.variables}

    assert known == {"section", "framework"}
