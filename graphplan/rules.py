"""Who may see a row: conditions that Django turns into SQL, and the two that need none, ALL and NOBODY."""

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from django.db.models import Q
from django.db.models.expressions import Combinable, Expression
from django.db.models.fields import BooleanField

Rule = Q
"""What `visible` returns: a condition on a row, `ALL`, `NOBODY`, or those joined with `&`, `|` and `~`."""

Grant = Q | Combinable | bool
"""What a field rule may return and what `any_of` takes: a rule, an `Exists`, or plainly yes or no."""


class Always(Q):
    """`ALL` or `NOBODY`.

    Neither is an empty `Q()`: that matches everything by itself, and vanishes when it is joined with
    something. They carry a true condition, so that they mean the same wherever Django meets them, in a filter
    of an inner query too.
    """

    def __init__(self, everyone: bool) -> None:
        nothing = Q(pk__in=[])
        super().__init__(~nothing if everyone else nothing)
        self.everyone = everyone

    def __and__(self, other: Any) -> Any:
        return other if self.everyone else self

    def __or__(self, other: Any) -> Any:
        return self if self.everyone else other

    __rand__, __ror__ = __and__, __or__

    def __invert__(self) -> "Always":
        return NOBODY if self.everyone else ALL

    def __copy__(self) -> "Always":
        return self

    def __deepcopy__(self, _memo: object) -> "Always":
        return self

    def __repr__(self) -> str:
        return "ALL" if self.everyone else "NOBODY"


ALL, NOBODY = Always(True), Always(False)


class Sees(Expression):
    """Inside a rule: the row that a to-one edge points at passes its own type's rule.

    An engine puts that rule in its place.
    """

    conditional = True

    def __init__(self, edge: str) -> None:
        super().__init__(output_field=BooleanField())
        self.edge = edge

    def resolve_expression(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError(f"sees({self.edge!r}) belongs into a rule itself, not into a query within it")


def sees(edge: str) -> Rule:
    """The rule that the row at the end of the to-one edge named `edge` is visible to the viewer."""
    return Q(Sees(edge))


def any_of(*grants: Grant) -> Rule:
    """One grant for each way to be allowed: `any_of(v.admin, v.teacher and Q(…))`; none means nobody."""
    allowed: Rule = NOBODY
    for grant in grants:
        allowed = allowed | as_rule(grant)
    return allowed


def as_rule(grant: Any) -> Rule:
    """A grant as a rule.

    Raises `TypeError` for what is no condition: None, an empty `Q()`, a string; and for `^`.
    """
    if isinstance(grant, bool):
        return ALL if grant else NOBODY
    if isinstance(grant, Q):
        _refuse_odd(grant)
        return grant
    if isinstance(grant, Combinable) and getattr(grant, "conditional", False):
        return Q(grant)
    raise TypeError(f"{type(grant).__name__} is no condition")


def _refuse_odd(rule: Rule) -> None:
    if not rule.children:
        raise TypeError("an empty Q() is no rule: it would match everything")
    if rule.connector == Q.XOR:
        raise TypeError("a rule with ^ does not mean the same on all databases: say it with &, | and ~")
    for child in rule.children:
        if isinstance(child, Q):
            _refuse_odd(child)


def implied(rule: Rule) -> set[str]:
    """The edges whose target is visible wherever the row is: every `sees(edge)` that the rule demands."""
    if isinstance(rule, Always) or rule.negated or (rule.connector != Q.AND and len(rule.children) > 1):
        return set()
    edges: set[str] = set()
    for child in rule.children:
        if isinstance(child, Q):
            edges |= implied(child)
        elif isinstance(child, Sees):
            edges.add(child.edge)
    return edges


def demands_of(rule: Rule) -> list[Any]:
    """What a rule demands: itself, or each of what it joins by `&`."""
    if rule.negated or (rule.connector != Q.AND and len(rule.children) > 1):
        return [rule]
    return [
        demand
        for child in rule.children
        for demand in (demands_of(child) if isinstance(child, Q) else [child])
    ]


def leaves(rule: Rule) -> Iterator[Any]:
    """The comparisons of a rule: `("column", value)` pairs, conditional expressions, and `Sees`."""
    for child in rule.children:
        if isinstance(child, Q):
            yield from leaves(child)
        else:
            yield child


def expand(rule: Rule, see: Callable[[str], Rule]) -> Rule:
    """The rule with `see(edge)` in the place of every `sees(edge)`; the rest stays as it is."""
    if isinstance(rule, Always):
        return rule
    expanded = Q(_connector=rule.connector, _negated=rule.negated)
    for child in rule.children:
        if isinstance(child, Q):
            expanded.children.append(expand(child, see))
        else:
            expanded.children.append(see(child.edge) if isinstance(child, Sees) else child)
    return expanded
