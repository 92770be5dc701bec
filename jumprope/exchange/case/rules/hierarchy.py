"""The tree that a package's isChildOf associations span, and the order of its branches."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from jumprope.exchange.case.rules.packages import Association, AssociationKind, Item, Package

Order = tuple[object, ...]

_NUMBER = re.compile(r"([0-9]+)")


def children(package: Package) -> dict[str, tuple[str, ...]]:
    """The identifiers of the items below the document, and below each item that has any, in order.

    Siblings stand by the sequence number of their association, then by their list enumeration, then by their
    coding scheme, numbers inside of these by size (6.2 before 6.10), and those without any last; then by
    identifier. An item without a parent in this package stands below the document, after the others; an item
    with several parents stands below each.
    """
    items = {item.identifier: item for item in package.items}
    root = package.document.identifier
    branches: dict[str, dict[str, Order]] = defaultdict(dict)
    placed = set()
    for association in _child_associations(package.associations):
        child, parent = items.get(association.origin.identifier), association.destination.identifier
        if child and (parent == root or parent in items):
            order = (0, *_order(child, association.sequence_number))
            siblings = branches[parent]
            siblings[child.identifier] = min(order, siblings.get(child.identifier, order))
            placed.add(child.identifier)
    for item in package.items:
        if item.identifier not in placed:
            branches[root][item.identifier] = (1, *_order(item, None))
    return {parent: tuple(sorted(orders, key=orders.__getitem__)) for parent, orders in branches.items()}


def closing_associations(associations: Iterable[Association]) -> list[Association]:
    """The isChildOf associations that close a circle, in which an item would be above itself.

    Without them the rest is a hierarchy. Each association is looked at once.
    """
    upward: dict[str, list[Association]] = defaultdict(list)
    for association in _child_associations(associations):
        upward[association.origin.identifier].append(association)
    closing: list[Association] = []
    finished: set[str] = set()
    for start, above in upward.items():
        # The way up from here: each item with those of its associations that are still to be followed.
        way: dict[str, Iterator[Association]] = {} if start in finished else {start: iter(above)}
        while way:
            item, rest = next(reversed(way.items()))
            step = next(rest, None)
            if step is None:
                del way[item]
                finished.add(item)
            elif (parent := step.destination.identifier) in way:
                closing.append(step)
            elif parent not in finished:
                way[parent] = iter(upward.get(parent, ()))
    return closing


def _child_associations(associations: Iterable[Association]) -> Iterator[Association]:
    return (association for association in associations if association.kind == AssociationKind.IS_CHILD_OF)


def _order(item: Item, sequence_number: int | None) -> Order:
    return (
        sequence_number is None,
        sequence_number or 0,
        not item.list_enumeration,
        _natural(item.list_enumeration),
        not item.human_coding_scheme,
        _natural(item.human_coding_scheme),
        item.identifier,
    )


def _natural(text: str) -> Order:
    """A text as an order in which the numbers inside of it count by size."""
    parts = _NUMBER.split(text.casefold())
    return tuple(int(part) if position % 2 else part for position, part in enumerate(parts))
