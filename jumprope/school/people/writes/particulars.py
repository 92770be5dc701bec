"""What numbers, addresses, languages and contact methods have in common: each is of exactly one person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypedDict, TypeVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, rows, values
from jumprope.kit.command import step
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.viewer import Viewer
from jumprope.school.people import access
from jumprope.school.people.models import Guardian, StaffMember, Student
from jumprope.school.people.models.particulars import PERSONS, OfAPerson
from jumprope.school.people.writes.students import MOST_TAKEN_IN


class NotOnePerson(Refused):
    """Nobody's, or several people's at once."""

    code = "not_one_person"
    message = _("This has to be of one student, or one member of staff, or one guardian.")


class Whose(TypedDict, total=False):
    """Whose a particular is: exactly one of these, and only of a new one."""

    student_id: int | None
    staff_member_id: int | None
    guardian_id: int | None


Particular = TypeVar("Particular", bound=OfAPerson)


@step
def described_particulars(
    *, viewer: Viewer, model: type[Particular], given: Sequence[Mapping[str, object]], key: str, at: str
) -> described.Described[Particular]:
    """Particulars as they are described, and what is wrong with them; nothing is written yet.

    The people whom new ones are about are held, so that whoever describes them too waits. At most 5,000 at
    once; eight statements at most.
    """
    values.check_size(given, field=at, at_most=MOST_TAKEN_IN)
    people = _held_people(given)
    found = described.read(model, given, key=key, rule=access.particulars_to_manage(viewer), at=at)
    known = {
        "student_id": rows.among(Student, people["student_id"], rule=access.students_to_manage(viewer)),
        "staff_member_id": rows.among(
            StaffMember, people["staff_member_id"], rule=access.staff_to_manage(viewer)
        ),
        "guardian_id": rows.among(Guardian, people["guardian_id"], rule=access.guardians_to_manage(viewer)),
    }
    strangers = (
        fault
        for place, one in zip(found.rows, given, strict=True)
        for fault in _faults_of_whose(one, known, key=key, at=place)
    )
    return described.Described(found.rows, [*found.refusals, *strangers])


def _held_people(given: Sequence[Mapping[str, object]]) -> dict[str, set[int]]:
    """Lock everyone who is named, students first; their keys by the name of the value."""
    named = {
        f"{person}_id": {key for one in given if isinstance(key := one.get(f"{person}_id"), int)}
        for person in PERSONS
    }
    for model, name in ((Student, "student_id"), (StaffMember, "staff_member_id"), (Guardian, "guardian_id")):
        if named[name]:
            rows.hold(model, named[name])
    return named


def _faults_of_whose(
    one: Mapping[str, object], known: Mapping[str, set[int]], *, key: str, at: str
) -> Iterator[Refused]:
    whose = [name for name in known if one.get(name) is not None]
    # Of one that is known, it stays the same person's.
    if len(whose) != (0 if one.get(key) is not None else 1):
        yield NotOnePerson(field=at)
        return
    for name in whose:
        if one[name] not in known[name]:
            yield NotFound(field=f"{at}.{name}")


@step
def of_the_same_people(model: type[Particular], about: Iterable[OfAPerson]) -> list[Particular]:
    """What is written down of the same kind about the people whom these are about. One statement."""
    rows_about = list(about)
    same = Q()
    for person in PERSONS:
        same |= Q(**{f"{person}__in": {getattr(one, f"{person}_id") for one in rows_about} - {None}})
    return list(model.objects.filter(same))
