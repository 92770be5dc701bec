"""`/student/Student:1`: what a student can do, standard by standard in each section, and how we know it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jumprope.interfaces.web.asking import Said, answer, for_the_signed_in
from jumprope.kit.viewer import Viewer


@require_safe
@for_the_signed_in
def student(request: HttpRequest, viewer: Viewer, student: str) -> HttpResponse:
    """A student's mastery; 404 for one who is absent or hidden."""
    found = answer(viewer, "student", student=student)["student"]
    if found is None:
        raise Http404
    return render(request, "web/student.html", {"student": found, "sections": list(sections_of(found))})


def sections_of(student: Said) -> Iterator[dict[str, Any]]:
    """The sections of a student that the API has answered with, the newest enrolment first, each once.

    Each has its `mastery`: what is said of each standard, where each score of the evidence has the
    `assessment` that it was given in.
    """
    sections = {each["section"]["id"]: each["section"] for each in student["enrolments"]}
    for section in reversed(sections.values()):
        assessments = {each["id"]: each for each in section["assessments"]}
        yield {
            **section,
            "mastery": [
                {**each, "evidence": list(_evidence(each, assessments))}
                for each in student["determinations"]
                if each["sectionId"] == section["id"]
            ],
        }


def _evidence(determination: Said, assessments: Mapping[str, Said]) -> Iterator[dict[str, Any]]:
    for score in determination["explanation"]["evidence"]:
        yield {**score, "assessment": assessments.get(score["key"])}
