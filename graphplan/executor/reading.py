"""Reading rows for one request: visible ones only, no more than its budget, none of them twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from graphplan.declarations.abstracts import OneOf
from graphplan.declarations.edges import IdOf, One, edge_named
from graphplan.declarations.fields import Batch, Column, Expression, Nested
from graphplan.declarations.place import Member
from graphplan.declarations.types import TypeDeclaration
from graphplan.errors import refuse
from graphplan.executor.selection import Selection
from graphplan.names import field_name
from graphplan.outcomes import Outcome
from graphplan.plans import TooManyRows
from graphplan.rules import Rule, as_rule, expand
from graphplan.snapshot import one_snapshot
from graphplan.viewer import Viewer

if TYPE_CHECKING:
    from graphplan.api import Api

Values = Mapping[str, Any]
"""The columns of one row by name."""

NOTHING_DONE: Mapping[str, Outcome] = {}

MOST_KEYS = 20_000
"""How many keys one statement may name: SQLite takes 32,766 parameters."""


def chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The keys in parts that one statement can take."""
    for start in range(0, len(keys), MOST_KEYS):
        yield keys[start : start + MOST_KEYS]


def permission_alias(member: Member) -> str:
    """The name under which a row tells whether the viewer may read this field of it."""
    return f"graphplan_may_{member.name}"


def expression_alias(member: Member) -> str:
    """The name under which a row holds the value of an SQL expression."""
    return f"graphplan_of_{member.name}"


class Reading:
    """What one request reads, from first to last. Everything that leads to rows goes through here."""

    def __init__(
        self,
        api: "Api",
        viewer: Viewer,
        selection: Selection,
        budget: int,
        done: Mapping[str, Outcome] = NOTHING_DONE,
    ) -> None:
        self.viewer, self.in_rules, self.done = viewer, viewer.bound(), done
        self._api, self._selection, self._remaining = api, selection, budget
        self._visible: dict[str, QuerySet[Any]] = {}
        self._shown: dict[str, tuple[dict[str, None], dict[str, Combinable]]] = {}
        self._known: dict[str, dict[Any, Values | None]] = {}
        self._snapshot = ExitStack()

    @contextmanager
    def in_snapshots(self) -> Iterator[None]:
        """Read in one snapshot at a time, until the end of the request; `begin_snapshot` begins the next."""
        with self._snapshot:
            yield

    def begin_snapshot(self) -> None:
        """From here on everything is read anew, and as it is at this moment."""
        self.end_snapshot()
        self._snapshot.enter_context(one_snapshot())

    def end_snapshot(self) -> None:
        """Forget what was read, for something is about to be written."""
        self._known.clear()
        self._snapshot.close()

    @property
    def is_spent(self) -> bool:
        """Whether more rows were asked for than there may be: then nothing more is read."""
        return self._remaining < 0

    def visible(self, declaration: TypeDeclaration) -> "QuerySet[Any]":
        """The rows of a type that the viewer may see, in no order."""
        if declaration.name not in self._visible:
            rule = self.rule(declaration, declaration.visible(self.in_rules))
            rows = self._api.rows(declaration.model, self.in_rules).order_by()
            self._visible[declaration.name] = rows.filter(rule)
        return self._visible[declaration.name]

    def rule(self, declaration: TypeDeclaration, grant: Any) -> Rule:
        """A rule about rows of a type, read plainly: `sees(edge)` is an IN over visible rows."""

        def see(name: str) -> Rule:
            edge = edge_named(declaration, name, declaration.name)
            return Q(**{f"{edge.key.name}__in": self.visible(edge.target).values("pk")})

        return expand(as_rule(grant), see)

    def fetch(self, declaration: TypeDeclaration, rows: "QuerySet[Any]", *extra: str) -> list[Values]:
        """Read rows: the columns that the operation asks of this type, and these.

        Raises `GraphQLError` with the code `too_many_rows` where the budget ends; no more rows than that are
        fetched.
        """
        columns, computed = self._columns(declaration)
        names = {**columns, **dict.fromkeys(extra)}
        # Once the budget is spent, this is an empty slice, for which nothing is asked.
        fetched: list[Values] = list(rows.values(*names, **computed)[: self._remaining + 1])
        self._remaining -= len(fetched)
        if self.is_spent:
            refuse(TooManyRows())
        known, key = self._known.setdefault(declaration.name, {}), declaration.model._meta.pk.attname
        for values in fetched:
            known[values[key]] = values
        return fetched

    def by_key(self, declaration: TypeDeclaration, keys: Iterable[Any]) -> dict[Any, Values]:
        """The visible rows among those with these primary keys, by key.

        Those that were read before are not read again.
        """
        known = self._known.setdefault(declaration.name, {})
        wanted = dict.fromkeys(keys)
        missing = [key for key in wanted if key not in known]
        for chunk in chunks(missing):
            self.fetch(declaration, self.visible(declaration).filter(pk__in=chunk))
            for key in chunk:
                known.setdefault(key, None)
        return {key: values for key in wanted if (values := known[key]) is not None}

    def _columns(self, declaration: TypeDeclaration) -> tuple[dict[str, None], dict[str, Combinable]]:
        """What rows of a type are read for: columns, and expressions by alias."""
        if declaration.name not in self._shown:
            columns = {declaration.model._meta.pk.attname: None}
            computed: dict[str, Combinable] = {}
            for name, member in declaration.members.items():
                if field_name(name) in self._selection.get(declaration.name, ()):
                    columns.update(dict.fromkeys(_needed(member)))
                    computed.update(self._computed(declaration, member))
            self._shown[declaration.name] = columns, computed
        return self._shown[declaration.name]

    def _computed(self, declaration: TypeDeclaration, member: Member) -> dict[str, Combinable]:
        computed: dict[str, Combinable] = {}
        if isinstance(member, Expression):
            computed[expression_alias(member)] = member.build()
        if isinstance(member, Column | Nested | Expression) and member.when is not None:
            may = When(self.rule(declaration, member.when(self.in_rules)), then=Value(True))
            computed[permission_alias(member)] = Case(may, default=Value(False), output_field=BooleanField())
        return computed


def _needed(member: Member) -> Iterable[str]:
    """The columns that the value of a member is made of."""
    match member:
        case Column() | Nested():
            return [member.column.attname]
        case One():
            return [member.key.attname]
        case IdOf():
            return [member.edge.key.attname]
        case OneOf():
            return [edge.key.attname for edge in member.edges]
        case Batch():
            return [column.attname for column in member.columns]
    return []
