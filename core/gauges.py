"""A gauge as inline SVG: how much of a limit is taken, and whether what is asked still fits.

Like `core.charts`: literal attributes for paper, `ao-*` classes for the theme, texts ready made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from core.svg import Number, line, rect, scale, svg, text

HEAD, BAR, FOOT = 22, 20, 20
TEXT = 7  # the width of a letter at 12 px, roughly


@dataclass(frozen=True)
class Part:
    """A stretch of the bar in the unit of the limit, with the word below it."""

    value: Number
    label: str
    kind: str


def limit_gauge(
    parts: Sequence[Part], limit: Number, limit_label: str, *, title: str, width: int = 344
) -> SafeString:
    """Parts laid end to end in a track, a mark where the limit is, words above and below.

    What lies beyond the limit is drawn in red, whatever the part's own colour.
    """
    total = sum((Decimal(part.value) for part in parts), Decimal(0))
    full = max(Decimal(limit) * 5 / 4, total * 21 / 20, Decimal(1))
    drawn = [rect("ao-fg", 0, HEAD, width, BAR, radius=4)]
    at = Decimal(0)
    for part in parts:
        drawn += _stretch(part, at, Decimal(limit), full, width)
        at += Decimal(part.value)
    mark = scale(limit, full, width)
    drawn.append(line("ao-mk", mark, HEAD - 5, mark, HEAD + BAR + 5))
    drawn.append(_head(mark, limit_label, width))
    drawn += _legend(parts, width)
    return svg(drawn, width, HEAD + BAR + 5 + FOOT * len(parts), title)


def _stretch(part: Part, at: Decimal, limit: Decimal, full: Decimal, width: int) -> list[str]:
    """Return the piece below the limit in its colour and the piece above it in red."""
    start, end = at, at + Decimal(part.value)
    pieces = ((start, min(end, limit), part.kind), (max(start, limit), end, "ao-fb"))
    return [
        rect(kind, scale(low, full, width), HEAD + 3, scale(high - low, full, width), BAR - 6)
        for low, high, kind in pieces
        if high > low
    ]


def _head(mark: Decimal, label: str, width: int) -> str:
    """Return the words at the mark, kept inside the drawing."""
    room = Decimal(len(label) * TEXT)
    if mark + room / 2 > width:
        return text("ao-tb6", width, HEAD - 9, label, "end")
    if mark < room / 2:
        return text("ao-tb6", 0, HEAD - 9, label)
    return text("ao-tb6", mark, HEAD - 9, label, "middle")


def _legend(parts: Sequence[Part], width: int) -> list[str]:
    """Return one line a part: its colour and its words."""
    drawn = []
    for index, part in enumerate(parts):
        y = HEAD + BAR + 19 + index * FOOT
        drawn.append(rect(part.kind, 0, y - 9, 10, 10))
        drawn.append(text("ao-tx", 18, y, part.label))
    return drawn
