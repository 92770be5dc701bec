"""Pages of connections: one statement for all parents, and one more where a cursor hides what lies beyond."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graphplan.plans.choices import named
from graphplan.plans.cursors import Order
from graphplan.plans.cuts import Cut, PageShape
from graphplan.plans.refusals import GaveUp
from graphplan.plans.run import Rows, Run, fetch, look, parts
from graphplan.plans.statements import Statement

Asked = tuple[PageShape, str]
"""A shape, and what is asked: the `page` itself, or whether anything lies `earlier` or `later`."""

WHOLE: Asked = PageShape(), "page"
"""A page from the beginning of the list."""

TRUTH = ("false", "true")
"""JSON's, by Python's."""

NO_MORE: Mapping[Asked, Statement] = {}


class Pages:
    """One connection of a document: the statements of the shapes that its pages have.

    The one of a page from the beginning, and `more`. Where there is a compiler, `compile` makes the others as
    they come. `orders` are known by name, with the places of their columns among those that any of them
    names; `filters` are the names of what narrows the list.
    """

    def __init__(
        self,
        orders: Mapping[str, tuple[Order, Sequence[int]]],
        whole: Statement,
        more: Mapping[Asked, Statement] = NO_MORE,
        filters: Sequence[str] = (),
    ) -> None:
        self.orders = {name: order for name, (order, _) in orders.items()}
        self.places = {name: places for name, (_, places) in orders.items()}
        self.filters, self.statements = filters, {WHOLE: whole, **more}
        self.compile: Callable[[Asked], Statement] = _none

    def cut(self, arguments: Mapping[str, Any]) -> Cut:
        """Which part is asked for. Raises `Unfit`."""
        return Cut.of(self.orders, self.filters, arguments)

    def cursor(self, cut: Cut) -> Callable[..., str]:
        """What writes the cursors of the list that was cut as JSON: of the columns of a row that any order
        names.
        """
        order, places, narrowed = self.orders[cut.order], self.places[cut.order], named(cut.given)
        return lambda *raw: f'"{order.cursor(*[raw[place] for place in places], narrowed=narrowed)}"'

    def rows(self, run: Run, cut: Cut, parents: Iterable[int] | None) -> Rows:
        """Of each parent the rows of the page, from its end if so asked, and one more if the list goes on."""
        statement, given = self._statement(cut, "page"), {**self._given(cut), "size": cut.size + 1}
        if parents is None:
            return fetch(run, statement, cut.size + 1, given)
        return [
            row
            for part in parts(parents)
            for row in fetch(run, statement, run.remaining + 1, {**given, "keys": part})
        ]

    def earlier(self, run: Run, cut: Cut, parents: Iterable[int] | None) -> set[Any]:
        """The parents in whose list a row lies at `after`, or before it; at the root {None}."""
        return set() if cut.after is None else self._beyond(run, cut, "earlier", parents)

    def later(self, run: Run, cut: Cut, parents: Iterable[int] | None) -> set[Any]:
        """The parents in whose list a row lies at `before`, or after it; at the root {None}."""
        return set() if cut.before is None else self._beyond(run, cut, "later", parents)

    def _beyond(self, run: Run, cut: Cut, asked: str, parents: Iterable[int] | None) -> set[Any]:
        statement, given = self._statement(cut, asked), self._given(cut)
        if parents is None:
            return {None} if look(run, statement, 1, given) else set()
        looks = (look(run, statement, len(part), {**given, "keys": part}) for part in parts(parents))
        return {row[0] for rows in looks for row in rows}

    def _statement(self, cut: Cut, asked: str) -> Statement:
        key = PageShape.of(cut), asked
        if key not in self.statements:
            self.statements[key] = self.compile(key)
        return self.statements[key]

    def _given(self, cut: Cut) -> dict[str, Any]:
        positions = {"after": cut.after or (), "before": cut.before or ()}
        given = {
            f"{name}_{number}": value
            for name, position in positions.items()
            for number, value in enumerate(position)
        }
        return given | {f"where_{name}": cut.given.get(name) for name in self.filters}


def _none(_asked: Asked) -> Statement:
    raise GaveUp("no statement for such a page")


def turned(entries: list[Any], cut: Cut) -> tuple[list[Any], bool]:
    """The entries of a page in the order of the list, and whether the list goes on behind them."""
    page = entries[: cut.size]
    return (page[::-1] if cut.from_end else page), len(entries) > cut.size
