"""What another publication of a framework changes."""

from dataclasses import replace
from datetime import UTC, datetime

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


@given(
    st.sampled_from(["statement", "code", "short_statement", "kind", "language", "notes", "uri"]), st.text()
)
def test_the_digest_tells_every_text_apart(field: str, text: str) -> None:
    other = replace(SAID, **{field: text})  # type: ignore[arg-type]
    assert (rules.digest(other) == rules.digest(SAID)) == (other == SAID)
