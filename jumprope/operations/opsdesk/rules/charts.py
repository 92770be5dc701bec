"""A picture of open and overdue tickets, as SVG."""

from collections.abc import Callable, Sequence
from html import escape

from jumprope.operations.opsdesk.rules.sla import Day

WIDTH, HEIGHT, MARGIN = 720, 300, 40
OPEN, OVERDUE, LINE, TEXT = "#2563eb", "#dc2626", "#cbd5e1", "#334155"
MOST_LABELS = 7


def burn_down_picture(days: Sequence[Day], title: str) -> str:
    """Two areas over the days: all open tickets, and those that are overdue. Needs one day at least."""
    top = max(1, *(day.open for day in days))
    step = (WIDTH - 2 * MARGIN) / max(1, len(days) - 1)

    def at(number: int, count: int) -> str:
        return f"{MARGIN + number * step:.1f},{HEIGHT - MARGIN - count / top * (HEIGHT - 2 * MARGIN):.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{TEXT}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{MARGIN}" y="22" font-size="15">{escape(title)}</text>',
        *_grid(top),
        _area([day.open for day in days], OPEN, at),
        _area([day.overdue for day in days], OVERDUE, at),
        *_dates(days, step),
        *_legend(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _area(counts: Sequence[int], colour: str, at: Callable[[int, int], str]) -> str:
    line = " ".join(at(number, count) for number, count in enumerate(counts))
    around = f"{at(0, 0)} {line} {at(len(counts) - 1, 0)}"
    return f'<polygon points="{around}" fill="{colour}" fill-opacity="0.35" stroke="{colour}"/>'


def _grid(top: int) -> list[str]:
    lines = []
    for count in sorted({0, top // 2, top}):
        y = HEIGHT - MARGIN - count / top * (HEIGHT - 2 * MARGIN)
        lines.append(f'<path d="M{MARGIN} {y:.1f}H{WIDTH - MARGIN}" stroke="{LINE}"/>')
        lines.append(f'<text x="{MARGIN - 6}" y="{y + 4:.1f}" text-anchor="end">{count}</text>')
    return lines


def _dates(days: Sequence[Day], step: float) -> list[str]:
    every = max(1, -(-len(days) // MOST_LABELS))
    return [
        f'<text x="{MARGIN + number * step:.1f}" y="{HEIGHT - 18}" text-anchor="middle">{day.on:%d %b}</text>'
        for number, day in enumerate(days)
        if number % every == 0
    ]


def _legend() -> list[str]:
    return [
        f'<text x="{WIDTH - 150}" y="22" fill="{OPEN}">open</text>',
        f'<text x="{WIDTH - 100}" y="22" fill="{OVERDUE}">overdue</text>',
    ]
