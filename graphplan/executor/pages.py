"""Reading connections: one page of each parent's list, in one statement."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import DenseRank

from graphplan.declarations.edges import Connection
from graphplan.errors import refuse
from graphplan.executor.lists import by_parent, parent_column, rows_of
from graphplan.executor.reading import Reading, Values, chunks
from graphplan.executor.rows import Row, Siblings
from graphplan.plans.choices import named
from graphplan.plans.cuts import Cut, Position
from graphplan.plans.refusals import Unfit

NUMBER = "graphplan_number"


def cut_of(member: Connection, arguments: Mapping[str, Any]) -> Cut:
    """Which part of a connection its arguments ask for.

    Raises `GraphQLError` with the code `page_out_of_range` or `bad_cursor`.
    """
    try:
        return Cut.of(member.in_cursors, [*member.filters], arguments)
    except Unfit as unfit:
        refuse(unfit)


class Pages:
    """The same part of the lists of all parents; at the root of the one list, whose parent is None."""

    def __init__(self, member: Connection, reading: Reading, parents: Sequence[Any] | None, cut: Cut) -> None:
        self.member, self.reading, self.parents, self.cut = member, reading, parents, cut
        self.ordering = member.orderings[cut.order]

    def page(self, parent: Any) -> "Page":
        """The page of one parent."""
        goes_on = len(self._fetched.get(parent, [])) > self.cut.size
        return Page(self, parent, self._rows.get(parent, []), goes_on)

    @cached_property
    def with_earlier(self) -> set[Any]:
        """The parents in whose list something comes before `after`, or stands there."""
        return self._outside(self.cut.after, backwards=True)

    @cached_property
    def with_later(self) -> set[Any]:
        """The parents in whose list something comes after `before`, or stands there."""
        return self._outside(self.cut.before, backwards=False)

    @cached_property
    def _rows(self) -> dict[Any, list[Row]]:
        """By parent: the page, in the order of the list."""
        pages = {parent: values[: self.cut.size] for parent, values in self._fetched.items()}
        if self.cut.from_end:
            pages = {parent: values[::-1] for parent, values in pages.items()}
        return Siblings(self.reading, self.member.target).add_lists(pages)

    @cached_property
    def _fetched(self) -> dict[Any, list[Values]]:
        """By parent, from the end that was asked for: the page, and one row more where the list goes on."""
        target, columns = self.member.target, [term.name for term in self.ordering]
        if self.parents is None:
            rows = self._between(None).order_by(*self._order())[: self._wanted]
            return {None: self.reading.fetch(target, rows, *columns)}
        fetched: list[Values] = []
        for chunk in chunks(self.parents):
            fetched += self.reading.fetch(target, self._first(chunk), parent_column(self.member), *columns)
        return by_parent(self.member, fetched)

    @property
    def _wanted(self) -> int:
        """How many rows of each list: the page, and one that tells whether the list goes on."""
        return self.cut.size + 1

    def _order(self) -> "list[OrderBy]":
        return self.ordering.order(backwards=self.cut.from_end)

    def _between(self, parents: Sequence[Any] | None) -> "QuerySet[Any]":
        """The rows between the two positions."""
        rows = self._list(parents)
        if self.cut.after is not None:
            rows = rows.filter(self.ordering.beyond(self.cut.after))
        if self.cut.before is not None:
            rows = rows.filter(self.ordering.beyond(self.cut.before, backwards=True))
        return rows

    def _first(self, parents: Sequence[Any]) -> "QuerySet[Any]":
        """Of each parent at least the first rows; one that is among them for any comes for all its parents.

        The numbers stay in an inner query: where Django filters by a window, it merges equal columns.
        """
        number = Window(DenseRank(), partition_by=F(parent_column(self.member)), order_by=self._order())
        numbered = (
            self._between(parents).annotate(**{NUMBER: number}).filter(**{f"{NUMBER}__lte": self._wanted})
        )
        return self._list(parents).filter(pk__in=numbered.values("pk")).order_by(*self._order())

    def _outside(self, position: Position | None, *, backwards: bool) -> set[Any]:
        if position is None:
            return set()
        beyond = self.ordering.beyond(position, backwards=backwards, including=True)
        if self.parents is None:
            return {None} if self._list(None).filter(beyond).exists() else set()
        parent = parent_column(self.member)
        lists = (self._list(chunk).filter(beyond) for chunk in chunks(self.parents))
        return {key for rows in lists for key in rows.values_list(parent, flat=True).distinct()}

    def _list(self, parents: Sequence[Any] | None) -> "QuerySet[Any]":
        terms = {term.alias: term.expression() for term in self.ordering}
        rows: QuerySet[Any] = rows_of(self.reading, self.member, parents).alias(**terms)
        for name, value in self.cut.given.items():
            rows = rows.filter(self.member.filters[name].of(self.member.target, self.member.place, value))
        return rows


class Page:
    """The page of one parent's list."""

    def __init__(self, pages: Pages, parent: Any, rows: list[Row], goes_on: bool) -> None:
        self._pages, self._parent, self._goes_on = pages, parent, goes_on
        self.edges = [(row, self) for row in rows]

    def has_next(self) -> bool:
        """Whether rows of the list come after this page."""
        return (self._goes_on and not self._pages.cut.from_end) or self._parent in self._pages.with_later

    def has_previous(self) -> bool:
        """Whether rows of the list come before this page."""
        return (self._goes_on and self._pages.cut.from_end) or self._parent in self._pages.with_earlier

    def cursor(self, row: Row) -> str:
        """The cursor of a row of this page."""
        cut, values = self._pages.cut, [row.values[term.name] for term in self._pages.ordering]
        return self._pages.member.in_cursors[cut.order].cursor(*values, narrowed=named(cut.given))

    def start(self) -> str | None:
        """The cursor of the first row."""
        return self.cursor(self.edges[0][0]) if self.edges else None

    def end(self) -> str | None:
        """The cursor of the last row."""
        return self.cursor(self.edges[-1][0]) if self.edges else None


CONNECTION: dict[str, Callable[..., Any]] = {
    "edges": lambda page, _info: page.edges,
    "page_info": lambda page, _info: page,
}

EDGE: dict[str, Callable[..., Any]] = {
    "node": lambda edge, _info: edge[0],
    "cursor": lambda edge, _info: edge[1].cursor(edge[0]),
}

PAGE_INFO: dict[str, Callable[..., Any]] = {
    "has_next_page": lambda page, _info: page.has_next(),
    "has_previous_page": lambda page, _info: page.has_previous(),
    "start_cursor": lambda page, _info: page.start(),
    "end_cursor": lambda page, _info: page.end(),
}
