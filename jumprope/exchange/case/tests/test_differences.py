"""Importing again changes nothing; a changed package updates, adds and retires, and never deletes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jumprope.exchange.case.rules.differences import Changes, changes
from jumprope.exchange.case.rules.packages import Item
from jumprope.exchange.case.tests.samples import guid, item, package, package_of

ITEMS = {each.identifier: each for each in package_of(package()).items}
TEN, ELEVEN, TWELVE = ITEMS.values()


def test_into_nothing_everything_is_created() -> None:
    assert changes({}, ITEMS.values()) == Changes(
        created=(TEN, ELEVEN, TWELVE), updated=(), unchanged=(), ended=()
    )


def test_the_same_again_changes_nothing() -> None:
    again = package_of(package())

    assert changes(ITEMS, again.items) == Changes(
        created=(), updated=(), unchanged=(TEN, ELEVEN, TWELVE), ended=()
    )
    associations = {each.identifier: each for each in package_of(package()).associations}
    assert changes(associations, again.associations).unchanged == again.associations
    document = again.document
    assert changes({document.identifier: document}, [package_of(package()).document]).unchanged == (document,)


def test_what_says_something_else_is_updated_what_is_new_created_and_what_is_gone_ended() -> None:
    changed = replace(ELEVEN, full_statement="Grow beans up a pole.")
    new = package_of(package(CFItems=[item(13)], CFAssociations=[])).items[0]

    assert changes(ITEMS, [TEN, changed, new]) == Changes(
        created=(new,), updated=(changed,), unchanged=(TEN,), ended=(guid(12),)
    )


def test_a_later_instant_alone_is_an_update() -> None:
    later = replace(TEN, last_changed=TEN.last_changed.replace(year=2026))

    assert changes(ITEMS, [later, ELEVEN, TWELVE]).updated == (later,)


def test_the_order_of_a_file_changes_nothing() -> None:
    assert changes(ITEMS, [TWELVE, ELEVEN, TEN]).unchanged == (TWELVE, ELEVEN, TEN)


def test_what_was_ended_and_stays_away_is_not_ended_again() -> None:
    assert changes(ITEMS, [TEN, ELEVEN], ended={guid(12)}) == Changes(
        created=(), updated=(), unchanged=(TEN, ELEVEN), ended=()
    )


def test_what_was_ended_and_comes_back_is_updated_even_when_it_says_the_same() -> None:
    assert changes(ITEMS, ITEMS.values(), ended={guid(12)}) == Changes(
        created=(), updated=(TWELVE,), unchanged=(TEN, ELEVEN), ended=()
    )


NUMBERS = st.sets(st.integers(1, 8))
VERSIONS = st.dictionaries(st.integers(1, 8), st.sampled_from(["bean", "pea"]))


def items_of(versions: dict[int, str]) -> dict[str, Item]:
    return {
        guid(number): replace(TEN, identifier=guid(number), notes=notes) for number, notes in versions.items()
    }


@given(before=VERSIONS, after=VERSIONS, numbers=NUMBERS)
def test_what_is_kept_becomes_what_came_in_and_nothing_is_lost(
    before: dict[int, str], after: dict[int, str], numbers: set[int]
) -> None:
    current, incoming = items_of(before), items_of(after)
    ended = {guid(number) for number in numbers} & current.keys()

    found = changes(current, incoming.values(), ended=ended)

    kept = {**current, **{each.identifier: each for each in (*found.created, *found.updated)}}
    still_ended = ended - {each.identifier for each in found.updated} | set(found.ended)
    assert {
        identifier: each for identifier, each in kept.items() if identifier not in still_ended
    } == incoming
    assert kept.keys() == current.keys() | incoming.keys()
    again = changes(kept, incoming.values(), ended=still_ended)
    assert (again.created, again.updated, again.ended) == ((), (), ())
