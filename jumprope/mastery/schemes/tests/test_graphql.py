"""Schemes and course grades through the API, and who sees them."""

from typing import Any

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class, a_class, a_teacher_of
from jumprope.mastery.determinations.tests.gradebooks import give
from jumprope.mastery.policies.factories import a_scale, the_level
from jumprope.mastery.policies.models import Scale
from jumprope.mastery.schemes import writes
from jumprope.mastery.schemes.factories import a_scheme
from jumprope.mastery.schemes.models import (
    CourseGrade,
    CourseGradeChange,
    MasteryScheme,
    PostedGrade,
    SchemePart,
    SchemeRevision,
)
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.factories import a_grading_period
from tests.fixtures import Ask
from tests.visibility import seen_by

TYPES = (
    "MasteryScheme",
    "SchemeRevision",
    "SchemePart",
    "CourseGrade",
    "CourseGradeChange",
    "PostedGrade",
)

SHOWN = """
  value level { name } effectiveLevel { name } overrideReason revision
  changes(first: 5) { edges { node { revision } } }
  explanation { parts { name weight result { value evidence { value reason } lines { expression } } } }
"""


def graded(room: Class, scheme: MasteryScheme) -> None:
    """Both students have a grade, and it is posted."""
    give(room, 4, 4, 4, 2, 2, 2)
    place: dict[str, Any] = {"section_id": room.section.pk, "scheme_id": scheme.pk}
    writes.determine_course_grades(viewer=room.teacher, **place)
    writes.post_course_grades(viewer=room.teacher, **place)


def keys(model: type[Any]) -> set[int]:
    return set(model.objects.values_list("pk", flat=True))


def test_each_sees_the_grades_that_are_theirs_to_see(
    room: Class, scheme: MasteryScheme, other_tenant: Tenant
) -> None:
    with tenant_scope(other_tenant.pk):
        far_scale = a_scale()
        graded(a_class(standards=3), a_scheme(scale=far_scale))
    graded(room, scheme)
    schemes = {model.__name__: keys(model) for model in (MasteryScheme, SchemeRevision, SchemePart)}
    drafts = {"CourseGrade": keys(CourseGrade), "CourseGradeChange": keys(CourseGradeChange)}
    no_drafts: dict[str, set[int]] = {"CourseGrade": set(), "CourseGradeChange": set()}
    all_posted, none_posted = {"PostedGrade": keys(PostedGrade)}, {"PostedGrade": set[int]()}
    school = room.section.course.school
    staff = (
        room.teacher,
        a_teacher_of(room.section, Role.CO_TEACHER),
        a_viewer(Role.SCHOOL_ADMIN, school=school),
        a_viewer(Role.COUNSELLOR, school=school),
        a_viewer(Role.TENANT_ADMIN),
    )
    for viewer in staff:
        assert seen_by(viewer, *TYPES) == schemes | drafts | all_posted
    for viewer in (a_class().teacher, a_viewer(Role.SUPPORT), a_viewer(Role.INTEGRATION)):
        assert seen_by(viewer, *TYPES) == schemes | no_drafts | none_posted
    account = an_account()
    student = room.students[0]
    student.account = account
    student.save()
    own = {"PostedGrade": {PostedGrade.objects.get(student=student).pk}}
    assert seen_by(a_viewer(Role.STUDENT, account=account), *TYPES) == schemes | no_drafts | own


def do(ask: Ask, viewer: Viewer, verb: str, shown: str, **given: Any) -> Any:
    """What a mutation wrote, as it is shown."""
    kind = verb[0].upper() + verb[1:]
    document = f"mutation ($i: {kind}Input!) {{ {verb}(input: $i) {{ errors {{ code field }} {shown} }} }}"
    answer = ask(viewer, document, i=given)[verb]
    assert answer.pop("errors") == []
    [what] = answer.values()
    return what


def test_a_scheme_is_made_and_grades_are_determined_overridden_and_posted(
    ask: Ask, room: Class, scale: Scale
) -> None:
    give(room, 4, 2)
    made = do(
        ask,
        a_viewer(Role.TENANT_ADMIN),
        "makeScheme",
        "scheme { id current { parts { name weight calculationType parent { name } } } }",
        name="Semester",
        scaleId=ids.encode("Scale", scale.pk),
        parts=[
            {"name": "Grade", "calculationType": "WEIGHTED_AVERAGE"},
            {"name": "Academic", "calculationType": "MEDIAN", "parent": 0, "weight": "67"},
        ],
    )
    assert made["current"]["parts"][1] == {
        "name": "Academic",
        "weight": "67",
        "calculationType": "MEDIAN",
        "parent": {"name": "Grade"},
    }
    place = {"sectionId": ids.encode("Section", room.section.pk), "schemeId": made["id"]}
    whose = {**place, "studentId": ids.encode("Student", room.students[0].pk)}
    first, _ = do(ask, room.teacher, "determineCourseGrades", f"courseGrades {{ {SHOWN} }}", **place)
    academic = first["explanation"]["parts"][1]
    assert (first["value"], first["level"], academic["name"]) == ("3", {"name": "Proficient"}, "Academic")
    assert [each["reason"] for each in academic["result"]["evidence"]] == [None, None, "NOT_ASSESSED"]
    assert academic["result"]["lines"][0]["expression"] == "median(4, 2)"
    said = do(
        ask,
        room.teacher,
        "overrideCourseGrade",
        f"courseGrade {{ {SHOWN} overrideLevel {{ name }} }}",
        **whose,
        levelId=ids.encode("Level", the_level(scale, "Extending").pk),
        reason="Showed it in the play.",
        expectedRevision=1,
    )
    assert said["effectiveLevel"] == said["overrideLevel"] == {"name": "Extending"}
    [posted] = do(
        ask, room.teacher, "postCourseGrades", "postedGrades { value level { name } studentId }", **place
    )
    assert posted == {"value": None, "level": {"name": "Extending"}, "studentId": whose["studentId"]}
    cleared = do(
        ask,
        room.teacher,
        "clearCourseGradeOverride",
        f"courseGrade {{ {SHOWN} }}",
        **whose,
        expectedRevision=2,
    )
    assert (cleared["effectiveLevel"], cleared["overrideReason"]) == ({"name": "Proficient"}, "")
    assert cleared["changes"]["edges"] == [{"node": {"revision": number}} for number in (3, 2, 1)]


def test_a_scheme_is_changed_and_retired_and_what_it_was_can_be_read(
    ask: Ask, room: Class, scheme: MasteryScheme
) -> None:
    graded(room, scheme)
    admin, key = a_viewer(Role.TENANT_ADMIN), ids.encode("MasteryScheme", scheme.pk)
    shown = """scheme { name retiredAt current { number parts { name } }
      revisions(first: 5) { edges { node { number madeBy { id } parts { name calculationType } } } } }"""
    parts = [{"name": "Best", "calculationType": "HIGHEST"}]
    changed = do(ask, admin, "changeScheme", shown, schemeId=key, name="Semester", parts=parts)
    assert (changed["name"], changed["current"]) == ("Semester", {"number": 2, "parts": [{"name": "Best"}]})
    newest, former = (edge["node"] for edge in changed["revisions"]["edges"])
    account = {"id": ids.encode("Account", admin.account_id or 0)}
    assert newest == {"number": 2, "madeBy": account, "parts": parts}
    assert former["parts"] == [{"name": "Part", "calculationType": "WEIGHTED_AVERAGE"}]
    retired = do(ask, admin, "retireScheme", "scheme { retiredAt current { number } }", schemeId=key)
    assert retired["retiredAt"] is not None
    grade = ask(
        room.teacher,
        "query ($id: ID!) { courseGrade(id: $id) { value schemeRevision { number scheme { name } } } }",
        id=ids.encode("CourseGrade", room.section.course_grades.earliest("pk").pk),
    )["courseGrade"]
    assert grade == {"value": "4", "schemeRevision": {"number": 1, "scheme": {"name": "Semester"}}}


def test_grades_of_a_period_are_told_from_those_of_the_whole(
    ask: Ask, room: Class, scheme: MasteryScheme
) -> None:
    graded(room, scheme)
    period = a_grading_period(school_year=room.section.school_year, name="Quarter 1")
    place = {
        "sectionId": ids.encode("Section", room.section.pk),
        "schemeId": ids.encode("MasteryScheme", scheme.pk),
        "gradingPeriodId": ids.encode("GradingPeriod", period.pk),
    }
    shown = "value gradingPeriod { name }"
    grades = do(ask, room.teacher, "determineCourseGrades", f"courseGrades {{ {shown} }}", **place)
    posted = do(ask, room.teacher, "postCourseGrades", f"postedGrades {{ {shown} }}", **place)
    quarter = {"name": "Quarter 1"}
    assert grades == posted == [{"value": value, "gradingPeriod": quarter} for value in ("4", "2")]
    everything = ask(
        room.teacher,
        f"query ($id: ID!) {{ section(id: $id) {{ courseGrades {{ {shown} }} }} }}",
        id=place["sectionId"],
    )["section"]["courseGrades"]
    assert [each["gradingPeriod"] for each in everything] == [None, None, quarter, quarter]
