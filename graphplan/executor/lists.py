"""Reading lists: of one parent or of many, in one statement."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet

from graphplan.declarations.edges import ListOf, Many, ToMany
from graphplan.errors import refuse
from graphplan.executor.reading import Reading, Values, chunks
from graphplan.executor.rows import Row, Siblings
from graphplan.plans.refusals import TooLong

PARENT = "graphplan_parent"


def rows_of(reading: Reading, member: ToMany, parents: Sequence[Any] | None) -> "QuerySet[Any]":
    """The visible rows of a list, for all these parents, or at the root for none; in no order."""
    condition = Q()
    if member.parent_lookup:
        condition = Q(**{f"{member.parent_lookup}__in": parents})
    if member.where is not None:
        condition = condition & reading.rule(member.target, member.where(reading.in_rules))
    # In one filter(): what is said of the table between parent and child is about the row that joins the two.
    rows = reading.visible(member.target).filter(condition)
    return rows.annotate(**{PARENT: F(member.parent_lookup)}) if member.repeats else rows


def parent_column(member: ToMany) -> str:
    """Under which name a row of `rows_of` tells its parent."""
    return PARENT if member.repeats else member.parent_lookup


def by_parent(member: ToMany, fetched: Iterable[Values]) -> dict[Any, list[Values]]:
    """What was fetched by its parent, in its order, each row once."""
    column, key = parent_column(member), member.target.model._meta.pk.attname
    children: dict[Any, dict[Any, Values]] = {}
    for values in fetched:
        children.setdefault(values[column], {}).setdefault(values[key], values)
    return {parent: list(rows.values()) for parent, rows in children.items()}


def of_parents(member: Many, parents: Siblings) -> dict[Any, list[Row]]:
    """The list of each parent, by the parent's key."""
    reading, fetched = parents.reading, list[Values]()
    for chunk in chunks(parents.keys()):
        rows = rows_of(reading, member, chunk).order_by(*member.ordering.order())
        rows = rows.distinct() if member.repeats else rows
        fetched += _bounded(reading, member, rows, len(chunk), parent_column(member))
    return Siblings(reading, member.target).add_lists(by_parent(member, fetched))


def at_root(member: ListOf, reading: Reading) -> list[Row]:
    """The list.

    Raises `GraphQLError` with the code `list_too_long`.
    """
    rows = rows_of(reading, member, None).order_by(*member.ordering.order())
    return Siblings(reading, member.target).add(_bounded(reading, member, rows, 1))


def refuse_longer(member: Many, rows: list[Row]) -> list[Row]:
    """These rows.

    Raises `GraphQLError` with the code `list_too_long` if they are more than `at_most`.
    """
    if len(rows) > member.at_most:
        refuse(TooLong(member.at_most))
    return rows


def _bounded(
    reading: Reading, member: Many | ListOf, rows: "QuerySet[Any]", lists: int, *extra: str
) -> list[Values]:
    """Rows of so many lists. One more than all lists may hold proves that one of them is too long."""
    most = member.at_most * lists
    fetched = reading.fetch(member.target, rows[: most + 1], *extra)
    if len(fetched) > most:
        refuse(TooLong(member.at_most))
    return fetched
