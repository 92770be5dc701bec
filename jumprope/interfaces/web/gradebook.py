"""`/gradebook/Section:1`: a section's students by its standards and by its assessments, to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jumprope.interfaces.web.asking import Said, answer, for_the_signed_in
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.access import RECORD_SCORES


@dataclass(frozen=True, slots=True)
class Row:
    """A student, and what stands in each column; None where nothing does."""

    student: Said
    left_on: str | None
    mastery: Sequence[Said | None]
    scores: Sequence[Said | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A gradebook as a table: standards in the order in which they were first assessed, students by name."""

    standards: Sequence[Said]
    assessments: Sequence[Said]
    rows: Sequence[Row]


@require_safe
@for_the_signed_in
def gradebook(request: HttpRequest, viewer: Viewer, section: str) -> HttpResponse:
    """A section's gradebook; 404 for one that is absent or hidden."""
    found = answer(viewer, "gradebook", section=section)["section"]
    if found is None:
        raise Http404
    context = {"section": found, "sheet": sheet_of(found), "gives_scores": viewer.may(RECORD_SCORES)}
    return render(request, "web/gradebook.html", context)


def sheet_of(section: Said) -> Sheet:
    """The table of a section that the API has answered with."""
    assessments: Sequence[Said] = section["assessments"]
    standards = {standard["id"]: standard for each in assessments for standard in _standards_of(each)}
    mastery = {(each["studentId"], each["standardId"]): each for each in section["determinations"]}
    scores = {
        (score["studentId"], each["id"], score["standardId"]): score
        for each in assessments
        for score in each["scores"]
    }
    columns = [(each["id"], standard["id"]) for each in assessments for standard in _standards_of(each)]
    rows = [
        Row(
            student=student,
            left_on=left_on,
            mastery=[mastery.get((student["id"], standard)) for standard in standards],
            scores=[scores.get((student["id"], *column)) for column in columns],
        )
        for student, left_on in students_in(section)
    ]
    return Sheet(list(standards.values()), assessments, rows)


def _standards_of(assessment: Said) -> list[Said]:
    return [aligned["standard"] for aligned in assessment["alignedStandards"]]


def students_in(section: Said) -> list[tuple[Said, str | None]]:
    """Each student of a section once, by family name, with the day since which they are gone, if they are.

    Who came back has an enrolment that ended and one that did not.
    """
    students: dict[str, tuple[Said, str | None]] = {}
    for enrolment in sorted(section["enrolments"], key=lambda each: each["endsOn"] or "9999"):
        students[enrolment["student"]["id"]] = (enrolment["student"], enrolment["endsOn"])
    return sorted(students.values(), key=lambda found: _in_order(found[0]))


def _in_order(student: Said) -> tuple[str, str, str]:
    return student["familyName"].casefold(), student["givenName"].casefold(), student["id"]
