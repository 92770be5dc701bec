"""`/scores/Assessment:1`: the scores of one assessment as a form, for those who give scores.

Only what was changed in the form is saved, each cell at the revision that was seen: who changes another cell
meanwhile loses nothing, and who changes the same one is told.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from graphplan import ids
from jumprope.interfaces.web.asking import Said, answer, for_the_signed_in
from jumprope.interfaces.web.gradebook import students_in
from jumprope.interfaces.web.sign_in import BACK
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.access import RECORD_SCORES
from jumprope.school.calendars import reads as calendars

CHANGED_MEANWHILE = "score_changed_meanwhile"
"""The code of the API's refusal to overwrite what another has saved."""

NUMBER = re.compile(r"[0-9]{1,6}([.,][0-9]{1,4})?")

LAST_REVISION = 2**31 - 1
"""The highest that an Int of the API can say."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one student showed on one standard: as it is saved, and as it stands in the form."""

    student: Said
    standard: Said
    saved: str
    revision: int
    typed: str
    problem: str = ""

    @property
    def name(self) -> str:
        """What the form calls it."""
        return f"{self.student['id']} {self.standard['id']}"

    @property
    def seen(self) -> list[Any]:
        """What the form remembers of it."""
        return [self.saved, self.revision]

    def as_input(self) -> dict[str, Any]:
        """As the API takes it: a number, a mark, or nothing."""
        text = spelled(self.typed)
        is_number = NUMBER.fullmatch(text) is not None
        return {
            "studentId": self.student["id"],
            "standardId": self.standard["id"],
            "value": text if is_number else None,
            "mark": None if is_number else text or None,
            "expectedRevision": self.revision or None,
        }


def spelled(typed: str) -> str:
    """What was typed, as it is shown once it is saved: `2,5` is 2.5, and `ex` is EX."""
    text = typed.strip()
    return text.replace(",", ".") if NUMBER.fullmatch(text) else text.upper()


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_signed_in
def scoring(request: HttpRequest, viewer: Viewer, assessment: str) -> HttpResponse:
    """The form; and what it sends. 404 for what is absent or hidden, and for those who give no scores.

    What comes `back` after a new sign-in is shown in the form again and not saved: one looks at it first.
    """
    found = answer(viewer, "assessment", assessment=assessment)
    if found["assessment"] is None or not viewer.may(RECORD_SCORES):
        raise Http404
    cells = list(_cells(found["assessment"]))
    found = {**found, "closed_by": _closed_by(viewer, found["assessment"])}
    if request.method != "POST":
        return _form(request, found, cells)
    changed = list(_changed(cells, request.POST))
    if BACK in request.POST:
        overtaken = _overtaken(changed, {cell.name: cell.revision for cell in cells})
        return _form(request, found, cells, changed=changed, problems=overtaken, status=200)
    problems = _save(viewer, assessment, changed) if changed else []
    if problems:
        return _form(request, found, cells, changed=changed, problems=problems, status=400)
    response = redirect("gradebook", found["assessment"]["section"]["id"])
    response.status_code = 303  # whatever was sent is not sent again
    return response


def _closed_by(viewer: Viewer, assessment: Said) -> str | None:
    """The name of the grading period whose lock keeps the viewer from changing scores. One statement."""
    school_id = ids.decode("School", assessment["section"]["course"]["school"]["id"])
    if school_id is None:
        raise LookupError("a course of no school")
    due = calendars.Due(school_id, date.fromisoformat(assessment["dueOn"]))
    with tenant_scope(viewer.tenant_id):
        return calendars.locks(viewer, {due}).get(due)


def _cells(assessment: Said) -> Iterator[Cell]:
    scores = {(score["studentId"], score["standardId"]): score for score in assessment["scores"]}
    for student, _left_on in students_in(assessment["section"]):
        for aligned in assessment["alignedStandards"]:
            standard = aligned["standard"]
            score = scores.get((student["id"], standard["id"]))
            text = _text(score) if score else ""
            yield Cell(student, standard, text, score["revision"] if score else 0, text)


def _text(score: Said) -> str:
    return score["mark"]["code"] if score["mark"] else score["value"] or ""


def _changed(cells: Sequence[Cell], form: Mapping[str, str]) -> Iterator[Cell]:
    """The cells whose text is not the one seen, each at the revision seen. Raises `BadRequest`.

    What is saved by now is no change either: a form that is sent twice is as good as one.
    """
    seen = _seen(form)
    for cell in cells:
        text, revision = seen.get(cell.name, (cell.saved, cell.revision))
        typed = form.get(cell.name, text)
        if typed.strip() != text and spelled(typed) != cell.saved:
            yield replace(cell, revision=revision, typed=typed)


def _seen(form: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """What the form remembers of each cell: its text, and the revision. Raises `BadRequest`."""
    try:
        return {name: _as_seen(each) for name, each in json.loads(form["seen"]).items()}
    except (AttributeError, KeyError, RecursionError, ValueError) as error:
        raise BadRequest from error


def _as_seen(said: object) -> tuple[str, int]:
    match said:
        case [str(text), int(revision)] if 0 <= revision <= LAST_REVISION:
            return text.strip(), revision
    raise ValueError("nothing that a form remembers")


def _save(viewer: Viewer, assessment: str, changed: Sequence[Cell]) -> Sequence[Said]:
    """What the API refuses of these cells: all of them, if anything."""
    told = answer(viewer, "save_scores", assessment=assessment, cells=[cell.as_input() for cell in changed])
    problems: Sequence[Said] = told["saveScores"]["errors"]
    return problems


def _overtaken(changed: Sequence[Cell], revisions: Mapping[str, int]) -> list[Said]:
    """What the API would say of cells that another has changed since their form was opened."""
    return [
        {"code": CHANGED_MEANWHILE, "field": f"cells.{place}"}
        for place, cell in enumerate(changed)
        if cell.revision != revisions[cell.name]
    ]


def _in_words(problem: Said) -> str:
    """What is wrong with a cell: teachers know of no revisions."""
    if problem["code"] == CHANGED_MEANWHILE:
        return _("Somebody has changed this score since this page was opened. Save again to replace it.")
    message: str = problem["message"]
    return message


def _form(
    request: HttpRequest,
    found: Said,
    cells: Sequence[Cell],
    *,
    changed: Sequence[Cell] = (),
    problems: Sequence[Said] = (),
    status: int = 200,
) -> HttpResponse:
    """The form with what is saved; and with what was typed and refused, to be decided again beside it."""
    told = {cell.name: cell.typed for cell in changed}
    faults: dict[str, str] = {}
    general = []
    for problem in problems:
        place = re.match(r"cells\.(\d+)", problem["field"] or "")
        if place:
            faults.setdefault(changed[int(place[1])].name, _in_words(problem))
        else:
            general.append(problem["message"])
    shown = [
        replace(cell, typed=told.get(cell.name, cell.saved), problem=faults.get(cell.name, ""))
        for cell in cells
    ]
    width = len(found["assessment"]["alignedStandards"])
    context = {
        "assessment": found["assessment"],
        "marks": [mark for mark in found["marks"] if mark["retiredAt"] is None],
        "rows": [shown[start : start + width] for start in range(0, len(shown), width)],
        "seen": json.dumps({cell.name: cell.seen for cell in shown}),
        "closed_by": found["closed_by"],
        "refused": status != 200,
        "back": bool(changed) and status == 200,
        "problems": general,
        "marked": bool(faults),
    }
    return render(request, "web/scoring.html", context, status=status)
