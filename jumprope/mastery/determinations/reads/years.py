"""What a student has shown in one school year, across the sections of that year."""

from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access
from jumprope.mastery.determinations.models import StudentMastery
from jumprope.mastery.determinations.reads.findings import FindingsAcross, findings_across
from jumprope.school.people import access as people_access
from jumprope.school.people import reads as people


def mastery_of_year(*, viewer: Viewer, student_id: int, school_year_id: int) -> FindingsAcross:
    """What the evidence of one school year alone says of a student, in the order of the standards' keys.

    It is found as mastery across all years is, when it is asked for: nobody but the asker waits, and its
    evidence has a history. Nothing where the viewer does not see the student's mastery across sections. Six
    queries, and another where scales differ. Raises `policies.ScaleMissing`.
    """
    kept = StudentMastery.objects.filter(access.across_sections(viewer), student=student_id)
    seen = people.students_among([student_id], rule=people_access.visible_students(viewer))
    if not seen or not kept.exists():
        return {}
    return dict(sorted(findings_across([student_id], school_year_id=school_year_id).items()))
