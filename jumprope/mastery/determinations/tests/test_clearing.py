"""What an assessment may do without is cleared by name; what is only not given stays."""

from functools import partial

import pytest

from graphplan import ids
from jumprope.learning.assessments.factories import (
    DUE_ON,
    Class,
    a_category,
    a_common_assessment,
    an_assessment_type,
)
from jumprope.learning.assessments.models import Assessment, CommonAssessment
from jumprope.learning.units.factories import a_unit
from jumprope.mastery.determinations import writes
from tests.fixtures import Ask
from tests.outcomes import refused


@pytest.fixture
def full(room: Class) -> Assessment:
    """The class's assessment, with all that it may do without."""
    assessment = room.assessment
    assessment.assigned_on, assessment.type = DUE_ON, an_assessment_type()
    assessment.unit, assessment.category = a_unit(section=room.section), a_category(section=room.section)
    assessment.save()
    return assessment


def test_what_is_named_is_cleared_and_the_rest_stays(room: Class, full: Assessment) -> None:
    change = partial(writes.change_assessment, viewer=room.teacher, assessment_id=full.pk)
    change(title="Moons", unit_id=None, clear=["assigned_on", "category_id"])
    left = Assessment.objects.get(pk=full.pk)
    assert (left.title, left.assigned_on, left.category) == ("Moons", None, None)
    assert (left.type_id, left.unit_id) == (full.type_id, full.unit_id)
    change(clear=["type_id", "unit_id"])
    left.refresh_from_db()
    assert (left.type, left.unit, left.title) == (None, None, "Moons")


def test_what_is_given_is_not_cleared_as_well(room: Class, full: Assessment) -> None:
    with refused(("given_and_cleared", "assigned_on")):
        writes.change_assessment(
            viewer=room.teacher, assessment_id=full.pk, assigned_on=DUE_ON, clear=["assigned_on"]
        )


def test_a_category_of_another_section_is_refused(room: Class, full: Assessment) -> None:
    elsewhere = a_category().pk
    with refused(("not_found", "category_id")):
        writes.change_assessment(
            viewer=room.teacher, assessment_id=full.pk, category_id=elsewhere, clear=["type_id"]
        )


def test_what_is_common_is_cleared_in_common(room: Class, full: Assessment) -> None:
    common = a_common_assessment(type=full.type)
    Assessment.objects.filter(pk=full.pk).update(common=common)
    with refused(("assessment_is_common", "type_id")):
        writes.change_assessment(viewer=room.teacher, assessment_id=full.pk, clear=["type_id"])
    writes.change_common_assessment(viewer=room.teacher, common_assessment_id=common.pk, clear=["type_id"])
    assert Assessment.objects.get(pk=full.pk).type_id is None
    assert CommonAssessment.objects.get().type_id is None


def test_a_client_names_what_is_to_be_cleared(ask: Ask, room: Class, full: Assessment) -> None:
    document = """mutation ($id: ID!) {
      changeAssessment(input: {assessmentId: $id, dueOn: null, clear: [UNIT, ASSIGNED_ON]}) {
        assessment { unit { id } assignedOn dueOn type { id } } errors { code field }
      }
    }"""
    answer = ask(room.teacher, document, id=ids.encode("Assessment", full.pk))["changeAssessment"]
    assert answer["errors"] == []
    assert answer["assessment"] == {
        "unit": None,
        "assignedOn": None,
        "dueOn": DUE_ON.isoformat(),
        "type": {"id": ids.encode("AssessmentType", full.type_id or 0)},
    }
