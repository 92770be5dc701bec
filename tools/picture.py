"""The picture of the house, drawn from the apps that there are: floors, and their apps as rooms."""

from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

ROWS = (
    ("interfaces",),
    ("reporting", "exchange", "operations"),
    ("mastery",),
    ("learning",),
    ("school",),
    ("platform",),
    ("kit",),
)
COLOURS = {
    "interfaces": "#e8e3f3",
    "reporting": "#f7e8e1",
    "exchange": "#f7e8e1",
    "operations": "#f7e8e1",
    "mastery": "#fdf1cf",
    "learning": "#e6f1dc",
    "school": "#dcefee",
    "platform": "#dfe9f6",
    "kit": "#ececec",
}
WIDTH, HEIGHT, GAP, MARGIN = 860, 62, 8, 16
ROOF = 70
STYLE = (
    "text{font-family:system-ui,sans-serif;fill:#222}"
    ".floor{font-size:13px;font-weight:600}.room{font-size:12px}.note{font-size:12px;fill:#555}"
)


def picture() -> str:
    """The house as SVG."""
    top, parts = ROOF, [_roof()]
    for row in ROWS:
        width = (WIDTH - GAP * (len(row) - 1)) / len(row)
        for place, floor in enumerate(row):
            parts.append(_floor(floor, MARGIN + place * (width + GAP), top, width))
        top += HEIGHT + GAP
    note = (
        "imports and foreign keys only point down; graphplan stands beside the house and knows nothing of it"
    )
    parts.append(f'<text class="note" x="{MARGIN}" y="{top + 14}">{note}</text>')
    total = WIDTH + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {top + 28}" role="img" '
        f'aria-label="The floors of JumpRope and their apps">\n<style>{STYLE}</style>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def rooms(floor: str) -> list[str]:
    """What stands on a floor: its apps, or for those without apps its folders."""
    folder = ROOT / "jumprope" / floor
    return sorted(path.parent.name for path in folder.glob("*/__init__.py") if path.parent.name != "tests")


def _roof() -> str:
    left, right, middle = MARGIN, MARGIN + WIDTH, MARGIN + WIDTH / 2
    eaves = ROOF - GAP
    corners = f"{left},{eaves} {middle},12 {right},{eaves}"
    outline = f'<polygon points="{corners}" fill="#f4f4f4" stroke="#bbb"/>'
    return f'{outline}\n<text class="floor" x="{middle}" y="{ROOF - 22}" text-anchor="middle">JumpRope</text>'


def _floor(floor: str, left: float, top: float, width: float) -> str:
    box = _box(left, top, width, HEIGHT, COLOURS[floor], "#999")
    label = f'<text class="floor" x="{left + 10:.0f}" y="{top + 19}">{escape(floor)}</text>'
    return "\n".join([box, label, *_rooms(rooms(floor), left + 10, top + 28)])


def _rooms(names: list[str], left: float, top: float) -> list[str]:
    parts = []
    for name in names:
        width = 7 * len(name) + 16
        parts.append(_box(left, top, width, 24, "#fff", "#bbb"))
        parts.append(f'<text class="room" x="{left + 8:.0f}" y="{top + 16}">{escape(name)}</text>')
        left += width + GAP
    return parts


def _box(left: float, top: float, width: float, height: float, fill: str, stroke: str) -> str:
    size = f'x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}"'
    return f'<rect {size} rx="4" fill="{fill}" stroke="{stroke}"/>'
