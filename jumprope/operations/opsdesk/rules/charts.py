"""A picture of open and overdue tickets, as SVG."""

from collections.abc import Sequence
from html import escape
from itertools import count

from jumprope.operations.opsdesk.rules.sla import Day

WIDTH, HEIGHT, MARGIN = 720, 300, 40
OPEN, OVERDUE, LINE, TEXT = "#93b1f7", "#dc2626", "#cbd5e1", "#334155"
MOST_LABELS, MOST_LINES = 7, 5
WEEK = 7


def burn_down_picture(days: Sequence[Day], title: str) -> str:
    """Two areas over the days: all open tickets, and those that are overdue. Needs one day at least."""
    lines = _lines(max(day.open for day in days))
    step, unit = (WIDTH - 2 * MARGIN) / len(days), (HEIGHT - 2 * MARGIN) / lines[-1]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{TEXT}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{MARGIN}" y="22" font-size="15">{escape(title)}</text>',
        _area([day.open for day in days], OPEN, step, unit),
        _area([day.overdue for day in days], OVERDUE, step, unit),
        *_grid(lines, unit),
        *_dates(days, step),
        *_legend(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _lines(most: int) -> list[int]:
    """The counts at which lines are drawn: even steps of 1, 2, 5, 10 and so on, to the most at least."""
    steps = (digit * 10**zeros for zeros in count() for digit in (1, 2, 5))
    step = next(step for step in steps if step * MOST_LINES >= most)
    return [number * step for number in range(-(-max(most, 1) // step) + 1)]


def _area(counts: Sequence[int], colour: str, step: float, unit: float) -> str:
    """A column for each day, as there is no half ticket; where there is none, nothing is drawn."""
    path = "".join(
        f"M{MARGIN + number * step:.1f} {HEIGHT - MARGIN}v{-tall * unit:.1f}h{step:.1f}v{tall * unit:.1f}z"
        for number, tall in enumerate(counts)
        if tall
    )
    return f'<path d="{path}" fill="{colour}"/>'


def _grid(lines: Sequence[int], unit: float) -> list[str]:
    drawn = []
    for tall in lines:
        y = HEIGHT - MARGIN - tall * unit
        drawn.append(f'<path d="M{MARGIN} {y:.1f}H{WIDTH - MARGIN}" stroke="{LINE}"/>')
        drawn.append(f'<text x="{MARGIN - 6}" y="{y + 4:.1f}" text-anchor="end">{tall}</text>')
    return drawn


def _dates(days: Sequence[Day], step: float) -> list[str]:
    """Dates below the beginnings of their days: whole weeks apart, where there are that many."""
    every = -(-len(days) // MOST_LABELS)
    every = every if every < WEEK else -(-every // WEEK) * WEEK
    return [
        f'<text x="{MARGIN + number * step:.1f}" y="{HEIGHT - 18}">{day.on.day} {day.on:%b}</text>'
        for number, day in enumerate(days)
        if number % every == 0
    ]


def _legend() -> list[str]:
    return [
        part
        for x, colour, what in ((WIDTH - 170, OPEN, "open"), (WIDTH - 105, OVERDUE, "overdue"))
        for part in (
            f'<rect x="{x}" y="12" width="11" height="11" fill="{colour}"/>',
            f'<text x="{x + 16}" y="22">{what}</text>',
        )
    ]
