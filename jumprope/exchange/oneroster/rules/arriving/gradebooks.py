"""Assessments, their types and their scores. Only what is about standards in CASE can be ours."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving.context import Arrival, Context
from jumprope.exchange.oneroster.rules.identities import joined
from jumprope.exchange.oneroster.rules.marks import mark_of
from jumprope.exchange.oneroster.rules.problems import Code, Place, shown
from jumprope.exchange.oneroster.rules.records import (
    Category,
    LineItem,
    LineItemLearningObjective,
    Result,
    ResultLearningObjective,
)

TITLE_LENGTH = 200

_GUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)


def assessment_types(context: Context) -> Iterator[Arrival]:
    """The categories. None of them leaves: assessments are of them."""
    for row in context.delivery.records(Category):
        if said := row.record:
            record = kept.AssessmentType(
                sourced_id=row.sourced_id, name=said.title, default_weight=said.weight
            )
            yield Arrival(Place("categories.csv", row.line), row.sourced_id, record)


def assessments(context: Context) -> Iterator[Arrival]:
    """The line items that are aligned to standards; others are counted and left aside. None leaves."""
    aligned = _alignments(context)
    for row in context.delivery.records(LineItem):
        if (said := row.record) is None:
            continue
        place = Place("lineItems.csv", row.line)
        standards = aligned.get(row.sourced_id, ())
        if not standards and row.sourced_id not in context.known_assessments:
            context.left_aside["lineItems"] += 1
            continue
        if len(said.title) > TITLE_LENGTH:
            message = f"An assessment has a title of at most {TITLE_LENGTH} characters."
            context.refuse(place, Code.TEXT_TOO_LONG, message, "title")
        context.standards_of_assessments[row.sourced_id] = tuple(standards)
        record = kept.Assessment(
            sourced_id=row.sourced_id,
            section_id=said.class_sourced_id,
            type_id=said.category_sourced_id,
            title=said.title,
            description=said.description,
            assigned_on=min(said.assign_date, said.due_date) if said.assign_date else None,
            due_on=said.due_date,
            standard_ids=tuple(sorted(standards)),
        )
        yield Arrival(place, row.sourced_id, record)


def _alignments(context: Context) -> dict[str, set[str]]:
    """The GUIDs of the standards of each line item."""
    aligned: dict[str, set[str]] = defaultdict(set)
    for row in context.delivery.records(LineItemLearningObjective):
        if (said := row.record) and said.source == "case":
            place = Place("lineItemLearningObjectiveIds.csv", row.line)
            if guid := _guid(context, place, said.learning_objective_id):
                aligned[said.line_item_sourced_id].add(guid)
    return aligned


def _guid(context: Context, place: Place, written: str) -> str | None:
    """The GUID of a standard, which has to be in the tenant's bank."""
    found = _GUID.fullmatch(written)
    guid = found and found[1].lower()
    if guid not in context.known_standards:
        message = "No standard in the bank has this GUID; take its framework in first."
        context.refuse(place, Code.UNKNOWN_REFERENCE, message, "learningObjectiveId")
        return None
    return guid


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a result says of an assessment as a whole."""

    assessment: str
    student: str
    score: Decimal | None
    mark: str | None
    line: int

    def of(self, guid: str, value: Decimal | None, mark: str | None, place: Place) -> Iterator[Arrival]:
        """What it says of one standard; nothing, where there is neither a number nor a mark."""
        mark = (mark or self.mark) if value is None else None
        if value is None and mark is None:
            return
        sourced_id = joined(self.assessment, self.student, guid)
        record = kept.Score(
            sourced_id=sourced_id,
            assessment_id=self.assessment,
            student_id=self.student,
            standard_id=guid,
            value=value,
            mark=mark,
        )
        yield Arrival(place, sourced_id, record)


def scores(context: Context) -> Iterator[Arrival]:
    """What students showed on each standard.

    A result that names no standard is that of the one standard of its assessment; if there are several, it is
    counted and left aside. The text in a number's place may be the code of a mark; else the whole result says
    whether work is excused, missing or incomplete. A score never leaves, whatever is to be deleted.
    """
    results = _results(context)
    told = set()
    for row in context.delivery.records(ResultLearningObjective):
        said = row.record
        if said is None or said.source != "case" or (whole := results.get(said.result_sourced_id)) is None:
            context.left_aside["resultLearningObjectiveIds"] += 1
            continue
        place = Place("resultLearningObjectiveIds.csv", row.line)
        told.add(said.result_sourced_id)
        if guid := _guid(context, place, said.learning_objective_id):
            mark = said.text_score if said.text_score in context.known_marks else None
            yield from whole.of(guid, said.score, mark, place)
    for sourced_id, whole in results.items():
        if sourced_id not in told:
            standards = context.standards_of_assessments.get(whole.assessment, ())
            if len(standards) == 1:
                yield from whole.of(standards[0], whole.score, None, Place("results.csv", whole.line))
            else:
                context.left_aside["results"] += 1


def _results(context: Context) -> dict[str, _Whole]:
    """The results of our assessments, by sourcedId."""
    results: dict[str, _Whole] = {}
    for row in context.delivery.records(Result):
        if (said := row.record) is None or not context.is_ours(said.line_item_sourced_id):
            context.left_aside["results"] += 1
        elif context.is_student(said.student_sourced_id):
            results[row.sourced_id] = _whole(said, row.line)
        else:
            message = f"{shown(said.student_sourced_id)} is no student, as their roles say."
            context.refuse(Place("results.csv", row.line), Code.WRONG_KIND, message, "studentSourcedId")
    return results


def _whole(said: Result, line: int) -> _Whole:
    return _Whole(said.line_item_sourced_id, said.student_sourced_id, said.score, mark_of(said), line)
