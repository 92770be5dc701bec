"""The one district that is told in full: the demo's first one, with many more rooms."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from jumprope.interfaces.cli.demo import story
from jumprope.interfaces.cli.demo.districts import MAPLE, District, Group, Subject
from jumprope.interfaces.cli.demo.place import TIME_ZONE
from jumprope.interfaces.cli.progress import progress
from jumprope.kit import clock
from jumprope.platform.tenancy.models import Tenant

TEACHERS = ("wanda@maple.example", "henrik@maple.example")


def tell(rooms: int) -> Tenant:
    """Tell the demo's district with so many sections of 25 students, through the commands of the product."""
    district = grown(MAPLE, rooms)
    with progress(district.name, district.sheets) as further:
        story.tell(district, clock.today(TIME_ZONE), further)
    return Tenant.objects.get(slug=district.slug)


def grown(district: District, rooms: int) -> District:
    """The district with so many sections; those that it has are among them, with who is in them."""
    each, more = divmod(rooms, len(district.subjects))
    return replace(
        district,
        subjects=tuple(
            _with_groups(subject, each + (place < more)) for place, subject in enumerate(district.subjects)
        ),
    )


def _with_groups(subject: Subject, number: int) -> Subject:
    groups = [*subject.groups, *_further_groups(number - len(subject.groups))]
    return replace(subject, groups=tuple(groups))


def _further_groups(number: int) -> Iterator[Group]:
    for place, teacher in zip(range(number), cycle(TEACHERS), strict=False):
        yield Group(f"Room {place + 1}", teacher)
