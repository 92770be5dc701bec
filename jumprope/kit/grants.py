"""How apps above add to a rule of an app below, which need not know of them."""

from collections.abc import Callable

from django.db.models import Q

from graphplan import any_of
from jumprope.kit.viewer import Viewer

Grant = Callable[[Viewer], Q]


class Grants:
    """Further ways to see the rows of a type. Used as a decorator by whoever grants:

        shows_students = Grants()

        @people.access.shows_students
        def visible_on_rosters(viewer: Viewer) -> Q: ...

    If an app that grants is missing, fewer rows are seen, never more.
    """

    def __init__(self) -> None:
        self._grants: list[Grant] = []

    def __call__(self, grant: Grant) -> Grant:
        self._grants.append(grant)
        return grant

    def to(self, viewer: Viewer) -> Q:
        """The rows that the viewer is granted, by any of the grants; without any, none."""
        return any_of(*(grant(viewer) for grant in self._grants))
