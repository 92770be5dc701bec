"""What happens at the same moment: an assessment is given in a section once, and names are taken once."""

from functools import partial

from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes
from jumprope.learning.assessments.factories import DUE_ON, a_class
from jumprope.learning.assessments.models import Assessment, AssessmentCategory, CommonAssessment
from jumprope.learning.assessments.writes import PlaceToGive
from jumprope.school.courses.factories import a_section
from tests.threads import Together


def test_an_assessment_is_given_in_a_section_once(together: Together, operator: Viewer) -> None:
    room, target = a_class(), a_section().pk
    places = [PlaceToGive(section_id=target, due_on=DUE_ON)]
    give = partial(writes.give_in_sections, viewer=operator, assessment_id=room.assessment.pk, places=places)
    answers = together(*[give] * 4)
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyGiven"] * 3 + ["AssessmentGiven"]
    assert Assessment.objects.filter(section=target).count() == CommonAssessment.objects.count() == 1


def test_two_who_give_to_each_others_sections_both_end(together: Together, operator: Viewer) -> None:
    rooms = [a_class(), a_class()]
    gives = [
        partial(
            writes.give_in_sections,
            viewer=operator,
            assessment_id=here.assessment.pk,
            places=[PlaceToGive(section_id=there.section.pk, due_on=DUE_ON)],
        )
        for here, there in (rooms, rooms[::-1])
    ]
    answers = together(*gives)
    assert [type(answer) for answer in answers] == [writes.AssessmentGiven] * 2
    assert CommonAssessment.objects.count() == 2
    assert [Assessment.objects.filter(section=room.section).count() for room in rooms] == [2, 2]


def test_a_name_is_taken_once(together: Together, operator: Viewer) -> None:
    section = a_section().pk
    make = partial(writes.make_category, viewer=operator, section_id=section, name="Labs")
    answers = together(*[make] * 3)
    assert sorted(type(answer).__name__ for answer in answers) == [
        *["CategoryNameTaken"] * 2,
        "CategoryWritten",
    ]
    assert AssessmentCategory.objects.get().position == 1
