"""What another publication of a framework changes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumprope.learning.standards import rules

SAID = rules.Standard(
    guid="a",
    parent_guid=None,
    position=0,
    statement="Names the planets.",
    changed_at=datetime(2026, 7, 1, tzinfo=UTC),
)


NOTHING: list[rules.Standard] = []


def kept(*said: rules.Standard, retired: bool = False) -> dict[str, rules.Kept]:
    return {each.guid: rules.Kept(rules.digest(each), retired) for each in said}


def test_what_was_never_said_is_created() -> None:
    assert rules.changes({}, [SAID]) == rules.Changes((SAID,), (), 0, ())


def test_what_is_said_again_is_unchanged() -> None:
    assert rules.changes(kept(SAID), [SAID]).unchanged == 1


def test_what_is_said_otherwise_is_updated() -> None:
    other = replace(SAID, statement="Names the moons.")
    assert rules.changes(kept(SAID), [other]) == rules.Changes((), (other,), 0, ())


def test_what_is_no_longer_said_is_ended_once() -> None:
    assert rules.changes(kept(SAID), NOTHING).ended == ("a",)
    assert rules.changes(kept(SAID, retired=True), NOTHING).ended == ()


def test_what_was_retired_and_is_said_again_is_updated() -> None:
    assert rules.changes(kept(SAID, retired=True), [SAID]) == rules.Changes((), (SAID,), 0, ())


def test_what_another_framework_has_is_moved() -> None:
    assert rules.changes({}, [SAID], moving={"a"}) == rules.Changes((), (), 0, (), (SAID,))


def test_what_another_framework_takes_is_not_ended() -> None:
    assert rules.changes(kept(SAID), NOTHING, leaving={"a"}).ended == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Names the planets.", "names  the planets"), ("Adds “tens”\nto ones", "Adds 'tens' to ones;")],
)
def test_statements_sound_alike_whatever_their_case_spacing_and_punctuation(one: str, other: str) -> None:
    assert rules.same_words(one) == rules.same_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Adds to 10.", "Adds to 100."), ("Finds x + 1.", "Finds x - 1."), ("Names stars.", "Names a star.")],
)
def test_statements_that_say_something_else_stay_apart(one: str, other: str) -> None:
    assert rules.same_words(one) != rules.same_words(other)


def test_codes_are_alike_whatever_their_case_and_spacing() -> None:
    assert rules.same_code("6.rp. a.1") == rules.same_code("6.RP.A.1") != rules.same_code("6.RP.A.11")


@given(
    st.sampled_from(["statement", "code", "short_statement", "kind", "language", "notes", "uri"]), st.text()
)
def test_the_digest_tells_every_text_apart(field: str, text: str) -> None:
    other = replace(SAID, **{field: text})  # type: ignore[arg-type]
    assert (rules.digest(other) == rules.digest(SAID)) == (other == SAID)
