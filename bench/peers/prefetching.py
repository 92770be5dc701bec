"""A gradebook's rows as somebody prefetches them who knows the document: no column and no row too many."""

from django.db.models import Prefetch

from jumprope.learning.assessments.models import Assessment, Score
from jumprope.mastery.determinations.models import Determination
from jumprope.school.courses.models import Section
from jumprope.school.rosters.models import Enrolment


def section(key: str) -> Section | None:
    """The section, with all that the document asks for. Five statements.

    A score's assessment is the one that it was prefetched for: Django knows it without a JOIN.
    """
    students = ("section_id", "student__given_name", "student__family_name")
    scores = ("assessment_id", "student_id", "value", "standard__code")
    mastery = ("section_id", "student_id", "standard__code", "level__name")
    return (
        Section.objects.only("id")
        .prefetch_related(
            Prefetch("enrolments", Enrolment.objects.select_related("student").only(*students)),
            Prefetch("assessments", Assessment.objects.only("section_id", "title")),
            Prefetch("assessments__scores", Score.objects.select_related("standard").only(*scores)),
            Prefetch(
                "determinations",
                Determination.objects.select_related("standard", "level").only(*mastery),
            ),
        )
        .filter(pk=key)
        .first()
    )
