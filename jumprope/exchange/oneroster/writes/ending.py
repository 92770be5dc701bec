"""Ending what has left a source. Nothing is deleted, and what was scored stays."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from jumprope.exchange.oneroster import reads
from jumprope.exchange.oneroster.reads import BATCH, SOURCE, Ending, Ends
from jumprope.exchange.oneroster.rules import kept
from jumprope.kit.command import step
from jumprope.kit.viewer import Viewer
from jumprope.platform.identifiers import writes as identifiers
from jumprope.platform.tenancy import writes as tenancy
from jumprope.school.groups import writes as groups
from jumprope.school.people import writes as people
from jumprope.school.rosters import writes as rosters


@step
def end(*, viewer: Viewer, ends: Ends, leavers: Mapping[int, date]) -> dict[type[kept.Kept], int]:
    """End what leaves, and the enrolments of students who have left, each from their day on.

    How many rows of each kind were ended.
    """
    ahead = {student: day for student, day in leavers.items() if day > viewer.today}
    ended = _end_of_leavers(viewer, {student: leavers[student] for student in leavers.keys() - ahead})
    ending = reads.ending(ends, today=viewer.today)
    _end(viewer, ending)
    ended += _end_of_leavers(viewer, ahead)
    counts = ending.counts()
    return {**counts, kept.Enrolment: counts[kept.Enrolment] + ended}


def _end_of_leavers(viewer: Viewer, leavers: Mapping[int, date]) -> int:
    return sum(
        len(
            rosters.follow_departures(
                viewer=viewer, left={key: leavers[key] for key in batch}, reason=_("Left the source.")
            )
        )
        for batch in _batches(leavers)
    )


def _end(viewer: Viewer, ending: Ending) -> None:
    """End rows that are in force, from today on: rosters first, then people, then schools.

    Numbers have no history, and are given up.
    """
    today = viewer.today
    for batch in _batches(ending.enrolments):
        rosters.end_enrolments(viewer=viewer, enrolment_ids=batch, on=today, reason=_("Left the source."))
    for batch in _batches(ending.teachings):
        rosters.end_teachings(viewer=viewer, section_teacher_ids=batch, on=today)
    for batch in _batches(ending.relationships):
        ended = [people.SaidRelationship(relationship_id=key, ended_on=today) for key in batch]
        people.take_in_relationships(viewer=viewer, relationships=ended)
    for batch in _batches(ending.contact_methods):
        unsaid = [people.SaidContactMethod(contact_method_id=key, ended_on=today) for key in batch]
        people.take_in_contact_methods(viewer=viewer, contact_methods=unsaid)
    for batch in _batches(ending.identifiers):
        people.give_identifiers_up(identifier_ids=batch)
        identifiers.forget(kind=kept.PersonIdentifier.KIND, source=SOURCE, subjects=batch)
    for batch in _batches(ending.students):
        left = [people.SaidStudent(student_id=key, left_on=today) for key in batch]
        people.take_in_students(viewer=viewer, students=left)
        groups.follow(student_ids=batch, on=today)
    for batch in _batches(ending.schools):
        closed = [tenancy.SaidSchool(school_id=key, closed_on=today) for key in batch]
        tenancy.take_in_schools(viewer=viewer, schools=closed)


def _batches(keys: Collection[int]) -> Iterator[list[int]]:
    ordered = iter(sorted(keys))
    while batch := list(islice(ordered, BATCH)):
        yield batch
