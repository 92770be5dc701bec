"""Commands that change how evidence becomes mastery, and with it what is determined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access as assessments_access
from jumprope.learning.assessments import reads as assessments_reads
from jumprope.learning.assessments import writes as assessments
from jumprope.mastery.determinations.models import Determination, StudentMastery
from jumprope.mastery.determinations.writes.determining import determine_everything
from jumprope.mastery.policies import access as policies_access
from jumprope.mastery.policies import writes as policies
from jumprope.school.courses import writes as courses
from jumprope.school.rosters import writes as rosters


@dataclass(frozen=True, kw_only=True)
class PolicySet(Answer):
    """The policy that holds in its scope now."""

    policy_id: int


@dataclass(frozen=True, kw_only=True)
class LevelNoLonger(Answer):
    """The level that is retired now."""

    level_id: int


@dataclass(frozen=True, kw_only=True)
class MarkChanged(Answer):
    """The mark that is another now."""

    mark_id: int


@dataclass(frozen=True, kw_only=True)
class ConversionSet(Answer):
    """The conversion that holds between its two scales now."""

    conversion_id: int


def _hold_all(**place: int | None) -> tuple[list[int], list[int]]:
    """Lock the sections of a place, or of the tenant, and then their students; return the keys of both.

    Whoever records scores locks one section and then its students: so nobody waits in a ring, and what is
    determined afterwards is of what was locked. Only then may a row be read. Two statements.
    """
    section_ids = courses.lock_all_sections(**place)
    return section_ids, rosters.hold_all_students(**place)


@command(policies_access.MANAGE_POLICIES, event="policy.set")
def set_policy(
    *,
    viewer: Viewer,
    section_id: int | None = None,
    course_id: int | None = None,
    school_id: int | None = None,
    standard_id: int | None = None,
    scale_id: int,
    calculation_type: str,
    settings: Mapping[str, object] | None = None,
) -> PolicySet:
    """Set the policy of a section, a course, a school, or of the tenant if none is named, for one standard or
    all, and determine anew what it governs.

    Overrides stay. But where another scale comes to hold, those that were said on the scale before are
    cleared: two scales side by side would be read as one. What was said, and why, stays in the history.

    Raises what `policies.put_policy` does. The number of statements grows with the sections, ten at a time,
    and with their students, 300 at a time.
    """
    place = {"section_id": section_id, "course_id": course_id, "school_id": school_id}
    # The sections are locked before any row is read, and so before put_policy asks whether the viewer governs
    # them. Who does not govern the tenant must not lock all of it, and that is known without a row.
    if set(place.values()) == {None} and not policies_access.governs_tenant(viewer):
        raise NotFound
    section_ids, student_ids = _hold_all(**place)
    policy_id = policies.put_policy(
        viewer=viewer,
        **place,
        standard_id=standard_id,
        scale_id=scale_id,
        calculation_type=calculation_type,
        settings=settings or {},
    )
    determine_everything(
        viewer=viewer,
        section_ids=section_ids,
        student_ids=student_ids,
        standard_ids=None if standard_id is None else [standard_id],
    )
    return PolicySet(policy_id=policy_id)


@command(policies_access.MANAGE_SCALES, event="level.retired")
def retire_level(*, viewer: Viewer, level_id: int) -> LevelNoLonger:
    """Give a level no more. What was calculated to reach it reaches the one below; overrides keep it.

    Raises what `policies.retire` does. The number of statements grows with the sections, ten at a time,
    and with their students, 300 at a time.
    """
    _hold_all()
    policies.retire(viewer=viewer, level_id=level_id)
    sections = Determination.objects.filter(level=level_id).order_by("section_id")
    students = StudentMastery.objects.filter(level=level_id).order_by("student_id")
    determine_everything(
        viewer=viewer,
        section_ids=list(sections.values_list("section_id", flat=True).distinct()),
        student_ids=list(students.values_list("student_id", flat=True).distinct()),
    )
    return LevelNoLonger(level_id=level_id)


@command(assessments_access.SET_UP_ASSESSING, event="mark.changed")
def change_mark(
    *,
    viewer: Viewer,
    mark_id: int,
    name: str | None = None,
    effect: str | None = None,
    raises_alert: bool | None = None,
) -> MarkChanged:
    """Change what is given of a mark; with another effect, the sections where it stands are determined anew.

    Raises `NotFound`, and what `kit.values` refuses. Where an effect is given, all sections and students are
    locked, and the number of statements grows with those where the mark stands.
    """
    if effect is not None:
        _hold_all()
    if assessments.change_mark(mark_id=mark_id, name=name, effect=effect, raises_alert=raises_alert):
        determine_everything(
            viewer=viewer,
            section_ids=assessments_reads.sections_marked(mark_id),
            student_ids=assessments_reads.students_marked(mark_id),
        )
    return MarkChanged(mark_id=mark_id)


@command(policies_access.MANAGE_SCALES, event="conversion.set")
def set_conversion(
    *,
    viewer: Viewer,
    origin_id: int,
    destination_id: int,
    kind: str,
    points: Sequence[policies.ConversionPoint],
) -> ConversionSet:
    """Say how numbers on one scale are shown on another; mastery across sections, where evidence of both
    scales meets, follows.

    Raises what `policies.put_conversion` does. The number of statements grows with the students, 300 at a
    time.
    """
    _, students = _hold_all()
    conversion_id = policies.put_conversion(
        origin_id=origin_id, destination_id=destination_id, kind=kind, points=points
    )
    determine_everything(viewer=viewer, section_ids=[], student_ids=students)
    return ConversionSet(conversion_id=conversion_id)
