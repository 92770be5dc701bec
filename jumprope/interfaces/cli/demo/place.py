"""A district in the middle of its story: the keys of its rows, its clock, and whoever acts in it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from jumprope.interfaces.cli.demo.days import Days, after_school
from jumprope.interfaces.cli.demo.district import District, Subject
from jumprope.kit import clock
from jumprope.kit.values import AT_MOST
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions import reads as permissions

TIME_ZONE = "America/New_York"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Room:
    """A section, its course and school, who teaches it, and who is in it now."""

    section_id: int
    course_id: int
    school_id: int
    subject: Subject
    teacher: str
    student_ids: list[int]


@dataclass(frozen=True, slots=True)
class Bank:
    """The district's bank, and the type that its standards are of."""

    bank_id: int
    type_id: int


@dataclass(frozen=True, slots=True)
class Founded:
    """A district before anyone works there: its schools and year, and the accounts by email address."""

    district: District
    days: Days
    tenant_id: int
    school_ids: Sequence[int]
    accounts: Mapping[str, int]

    @contextmanager
    def at(self, day: date, minute: int = 0) -> Iterator[None]:
        """The clock stands still, so many minutes after school."""
        with clock.stopped_at(after_school(day, minute, TIME_ZONE)):
            yield

    def viewer(self, mail: str) -> Viewer:
        """Someone of the district, now."""
        return viewer(self.tenant_id, self.accounts[mail])

    def admin(self) -> Viewer:
        """The district's administrator, now."""
        return self.viewer(self.district.admin.mail)


@dataclass(frozen=True, slots=True)
class Place(Founded):
    """A district on the first morning.

    year_id, quarter_ids  the school year, and its grading periods in order
    staff                 the members of staff, by email address
    rooms                 the sections
    standards             learning targets and their strands, by code
    levels                the levels of mastery, by name
    schemes               the scheme of each course, by the course's key
    type_ids              the assessment types
    bank                  what teachers choose from
    """

    year_id: int
    quarter_ids: Sequence[int]
    staff: Mapping[str, int]
    rooms: Sequence[Room]
    standards: Mapping[str, int]
    levels: Mapping[str, int]
    schemes: Mapping[int, int]
    type_ids: Sequence[int]
    bank: Bank

    @property
    def student_ids(self) -> list[int]:
        """All students, in the order of the rooms."""
        return list(dict.fromkeys(student_id for room in self.rooms for student_id in room.student_ids))


def viewer(tenant_id: int, account_id: int) -> Viewer:
    """The viewer of an account, now."""
    return permissions.viewer_of(tenant_id=tenant_id, time_zone=TIME_ZONE, account_id=account_id)


def portions(everything: Sequence[T]) -> Iterator[Sequence[T]]:
    """The same in parts that a command takes at once."""
    for start in range(0, len(everything), AT_MOST):
        yield everything[start : start + AT_MOST]
