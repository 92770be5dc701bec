"""A district in the middle of its story: the keys of its rows, its clock, and whoever acts in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from jumprope.interfaces.cli.demo.days import Days, after_school
from jumprope.interfaces.cli.demo.districts import District, Subject
from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions import reads as permissions

TIME_ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Room:
    """A section, who teaches it, and who is in it now."""

    section_id: int
    subject: Subject
    teacher: str
    student_ids: list[int]


@dataclass(frozen=True, slots=True)
class Place:
    """A district; `accounts` by mail address, `standards` by code, `levels` by name."""

    district: District
    days: Days
    tenant_id: int
    accounts: Mapping[str, int]
    standards: Mapping[str, int]
    levels: Mapping[str, int]
    rooms: tuple[Room, ...]

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


def viewer(tenant_id: int, account_id: int) -> Viewer:
    """The viewer of an account, now."""
    return permissions.viewer_of(tenant_id=tenant_id, time_zone=TIME_ZONE, account_id=account_id)
