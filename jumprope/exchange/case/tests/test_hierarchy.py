"""The tree of a package, in the order of its publisher."""

from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jumprope.exchange.case.rules import hierarchy
from jumprope.exchange.case.rules.packages import Association, AssociationKind, Node
from jumprope.exchange.case.tests.samples import association, guid, item, package, package_of


def numbers_below(parent: int, value: dict[str, object]) -> list[int]:
    """The numbers of the items below an invented thing, in order."""
    return [
        int(identifier[-12:]) for identifier in hierarchy.children(package_of(value)).get(guid(parent), ())
    ]


def siblings(field: str, values: dict[int, str]) -> dict[str, object]:
    """A package with items below its document that differ in one field: number → value."""
    return package(
        CFItems=[item(number, **{field: value}) for number, value in values.items()],
        CFAssociations=[association(100 + number, number, 1) for number in values],
    )


def test_items_stand_below_their_parents() -> None:
    tree = hierarchy.children(package_of(package()))

    assert tree == {guid(1): (guid(10),), guid(10): (guid(11), guid(12))}


def test_sequence_numbers_decide_first_and_those_without_one_come_last() -> None:
    value = package(
        CFItems=[item(number, humanCodingScheme=f"G.{number}") for number in (10, 11, 12, 13)],
        CFAssociations=[
            association(101, 10, 1),
            association(102, 11, 1, sequenceNumber=10),
            association(103, 12, 1, sequenceNumber=9),
            association(104, 13, 1, sequenceNumber=-1),
        ],
    )

    assert numbers_below(1, value) == [13, 12, 11, 10]


def test_without_sequence_numbers_the_list_enumeration_decides_by_the_size_of_its_numbers() -> None:
    value = siblings("listEnumeration", {10: "10.", 11: "9.", 12: "", 13: "b.", 14: "A."})

    assert numbers_below(1, value) == [11, 10, 14, 13, 12]


def test_then_the_coding_scheme_decides_by_the_size_of_its_numbers() -> None:
    value = siblings("humanCodingScheme", {10: "G.6.10.b", 11: "G.6.2", 12: "", 13: "G.6.10.a", 14: "g.6.1"})

    assert numbers_below(1, value) == [14, 11, 13, 10, 12]


def test_the_list_enumeration_decides_before_the_coding_scheme() -> None:
    value = package(
        CFItems=[
            item(10, listEnumeration="2", humanCodingScheme="G.A"),
            item(11, listEnumeration="1", humanCodingScheme="G.B"),
        ],
        CFAssociations=[association(101, 10, 1), association(102, 11, 1)],
    )

    assert numbers_below(1, value) == [11, 10]


def test_at_last_the_identifier_decides() -> None:
    assert numbers_below(1, siblings("humanCodingScheme", {12: "G", 10: "G", 11: "G"})) == [10, 11, 12]


def test_an_item_without_a_parent_in_the_package_stands_below_the_document_after_the_others() -> None:
    value = package(
        CFItems=[
            item(10, humanCodingScheme="A"),
            item(11, humanCodingScheme="B"),
            item(12, humanCodingScheme="C"),
        ],
        CFAssociations=[association(101, 10, 999), association(102, 12, 1), association(103, 998, 12)],
    )

    assert numbers_below(1, value) == [12, 10, 11]
    assert numbers_below(12, value) == []


def test_an_item_with_two_parents_stands_below_each_by_its_best_number() -> None:
    value = package(
        CFItems=[item(number) for number in (10, 11, 12)],
        CFAssociations=[
            association(101, 10, 1),
            association(102, 11, 1),
            association(103, 12, 10, sequenceNumber=2),
            association(104, 11, 10, sequenceNumber=3),
            association(105, 12, 10),
            association(106, 12, 11),
        ],
    )

    assert numbers_below(10, value) == [12, 11]
    assert numbers_below(11, value) == [12]


def test_other_associations_make_no_branches() -> None:
    value = package(
        CFItems=[item(10), item(11)],
        CFAssociations=[association(101, 10, 1), association(102, 11, 10, associationType="isPartOf")],
    )

    assert hierarchy.children(package_of(value)) == {guid(1): (guid(10), guid(11))}


def is_hierarchy(associations: list[Association]) -> bool:
    """Whether the standard library can put each child before its parent."""
    above = TopologicalSorter[str]()
    for each in associations:
        above.add(each.origin.identifier, each.destination.identifier)
    try:
        above.prepare()
    except CycleError:
        return False
    return True


@given(edges=st.lists(st.tuples(st.integers(10, 16), st.integers(10, 16)), max_size=15))
def test_the_closing_associations_are_all_that_keeps_a_graph_from_being_a_hierarchy(
    edges: list[tuple[int, int]],
) -> None:
    peer = package_of(
        package(CFAssociations=[association(100, 10, 11, associationType="isPeerOf")])
    ).associations[0]
    associations = [
        replace(
            peer,
            identifier=guid(100 + position),
            kind=AssociationKind.IS_CHILD_OF,
            origin=Node(guid(origin), ""),
            destination=Node(guid(destination), ""),
        )
        for position, (origin, destination) in enumerate(edges)
    ]

    closing = hierarchy.closing_associations([*associations, peer])

    assert bool(closing) != is_hierarchy(associations)
    assert is_hierarchy([each for each in associations if each not in closing])


def test_a_lattice_of_a_million_million_ways_up_is_looked_at_once() -> None:
    storeys = [(number, number + 1) for number in range(10, 90, 2)]
    steps = [(below, above) for lower, upper in pairwise(storeys) for below in lower for above in upper]
    value = package(
        CFItems=[item(number) for storey in storeys for number in storey],
        CFAssociations=[association(1_000 + at, *ends) for at, ends in enumerate(steps)],
    )

    assert len(package_of(value).associations) == len(steps)


def test_a_ladder_of_many_items_is_climbed_without_recursion() -> None:
    deep = range(10, 5_010)
    value = package(
        CFItems=[item(number) for number in deep],
        CFAssociations=[association(10_000 + number, number, number - 1) for number in deep[1:]],
    )

    assert len(hierarchy.children(package_of(value))) == 5_000
