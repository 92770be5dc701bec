"""Spans of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumprope.school.people.rules import Span

DAYS = [date(2026, 3, 1) + timedelta(days=number) for number in range(12)]
days = st.sampled_from(DAYS[:10])
spans = st.builds(Span, days, st.none() | days)


def held(span: Span) -> set[date]:
    """The days that a span holds, one by one; the last of `DAYS` stands for all days to come."""
    return {day for day in DAYS if span.starts_on <= day and (span.ends_on is None or day < span.ends_on)}


@pytest.mark.parametrize(
    ("span", "day", "in_force"),
    [
        (Span(DAYS[2], DAYS[5]), DAYS[1], False),
        (Span(DAYS[2], DAYS[5]), DAYS[2], True),
        (Span(DAYS[2], DAYS[5]), DAYS[4], True),
        (Span(DAYS[2], DAYS[5]), DAYS[5], False),
        (Span(DAYS[2]), DAYS[1], False),
        (Span(DAYS[2]), date.max, True),
        (Span(DAYS[2], DAYS[2]), DAYS[2], False),
    ],
)
def test_a_span_is_in_force_from_its_first_day_until_before_its_end(
    span: Span, day: date, in_force: bool
) -> None:
    assert span.is_in_force_on(day) is in_force


@given(spans, days)
def test_a_span_is_over_by_a_day_when_it_holds_no_day_from_then_on(span: Span, day: date) -> None:
    assert span.is_over_by(day) == (not any(held_day >= day for held_day in held(span)))


@given(spans, spans)
def test_spans_overlap_when_some_day_is_in_both(one: Span, other: Span) -> None:
    assert one.overlaps(other) == bool(held(one) & held(other))
    assert one.overlaps(other) == other.overlaps(one)


def test_spans_that_follow_each_other_do_not_clash() -> None:
    assert not Span(DAYS[0], DAYS[3]).clashes_with(Span(DAYS[3]))


def test_a_span_without_days_clashes_only_with_one_that_begins_with_it() -> None:
    taken_back = Span(DAYS[3], DAYS[3])
    assert taken_back.clashes_with(Span(DAYS[3]))
    assert not taken_back.clashes_with(Span(DAYS[1]))


@given(spans, spans)
def test_spans_clash_when_they_overlap_or_begin_together(one: Span, other: Span) -> None:
    assert one.clashes_with(other) == (one.overlaps(other) or one.starts_on == other.starts_on)


@pytest.mark.parametrize(
    ("span", "within"),
    [
        (Span(DAYS[2]), True),
        (Span(DAYS[5]), True),
        (Span(DAYS[2], DAYS[6]), True),
        (Span(DAYS[2], DAYS[7]), False),
        (Span(DAYS[1], DAYS[4]), False),
        (Span(DAYS[6]), False),
    ],
)
def test_a_span_lies_within_a_term_up_to_the_day_after_its_last(span: Span, within: bool) -> None:
    assert span.lies_within(DAYS[2], DAYS[5]) is within


def test_a_span_lies_within_a_term_that_lasts_to_the_end_of_time() -> None:
    assert Span(DAYS[0], date.max).lies_within(DAYS[0], date.max)
