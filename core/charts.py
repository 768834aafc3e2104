"""Charts as inline SVG, drawn on the server.

Every shape carries literal attributes, so a PDF shows it without a stylesheet, and an `ao-*`
class, so a page recolours it with the theme. No style attribute anywhere. The same input gives
the same bytes. Numbers are drawn to scale from zero; texts come ready made from the caller and
are escaped here. `title` is the sentence a person who cannot see the chart is told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from core.svg import Number
from core.svg import element as _element
from core.svg import line as _line
from core.svg import number as _number
from core.svg import points as _points
from core.svg import rect as _rect
from core.svg import scale as _scale
from core.svg import svg as _svg
from core.svg import text as _text


@dataclass(frozen=True)
class Bar:
    """One stage of a phase: its length, its count and its sum as text."""

    label: str
    value: Number
    count: str
    amount: str


@dataclass(frozen=True)
class Phase:
    """A phase of the pipeline with its own count and sum."""

    label: str
    count: str
    amount: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Pair:
    """Two counts of one week, e.g. visits and calls."""

    label: str
    first: int
    second: int


@dataclass(frozen=True)
class Held:
    """Files with one holder: within the target, past it, and the text about those past it."""

    label: str
    within: int
    held: int
    note: str


@dataclass(frozen=True)
class Point:
    """A cumulative value on a day of the period, 0 for its first day."""

    day: int
    value: Number


@dataclass(frozen=True)
class Column:
    """What an instalment of one year or month is made of, in rupiah."""

    label: str
    principal: Number
    interest: Number


def phase_bars(phases: Sequence[Phase], *, title: str, width: int = 342) -> SafeString:
    """Horizontal bars by stage, grouped by phase, with count and sum in two columns."""
    longest = max([bar.value for phase in phases for bar in phase.bars] or [0])
    left = _beside([bar.label for phase in phases for bar in phase.bars], least=80)
    room = width - left - 88
    parts, y = [], 0
    for phase in phases:
        if y:
            parts.append(_line("ao-gr", 0, y - 7, width, y - 7))
        parts += _row("ao-tb6", phase.label, phase.count, phase.amount, y + 13, width)
        y += 21
        for bar in phase.bars:
            parts.append(_rect("ao-f2", left, y + 2, _scale(bar.value, longest, room), 12))
            parts += _row("ao-tk", bar.label, bar.count, bar.amount, y + 12, width)
            y += 21
        y += 11
    return _svg(parts, width, max(y - 11, 1), title)


def _beside(labels: Sequence[str], *, least: int) -> int:
    """Where bars begin, so that the longest label has room before them."""
    longest = max(map(len, labels), default=0)
    return min(max(least, 6 * longest + 8), 136)


def _row(kind: str, label: str, count: str, amount: str, y: int, width: int) -> list[str]:
    name = kind if kind == "ao-tb6" else "ao-tx"
    return [
        _text(name, 0, y, label),
        _text(kind, width - 52, y, count, "end"),
        _text(kind, width, y, amount, "end"),
    ]


def week_columns(
    weeks: Sequence[Pair], names: tuple[str, str], *, title: str, width: int = 250
) -> SafeString:
    """Pairs of columns, one pair a week, the last week in the stronger tint, names at the right."""
    base, top = 72, 12
    step = (width - 70) // max(len(weeks), 6)  # 70 for the names
    bar = (step - 8) // 2
    highest = max([max(week.first, week.second) for week in weeks] or [0])
    parts = []
    for index, week in enumerate(weeks):
        x, last = 2 + index * step, index == len(weeks) - 1
        for offset, value, kind, text in (
            (0, week.first, "ao-f1" if last else "ao-f2", "ao-tb6"),
            (bar + 1, week.second, "ao-f4", "ao-tk"),
        ):
            tall = _scale(value, highest, base - top)
            parts.append(_rect(kind, x + offset, base - tall, bar, tall, radius=0))
            middle = x + offset + Decimal(bar) / 2
            parts.append(_text(text, middle, base - tall - 3, str(value), "middle", size=9))
        under = x + bar + Decimal("0.5")
        parts.append(_text("ao-tk", under, base + 11, week.label, "middle", size=9))
    end = len(weeks) * step
    parts.append(_line("ao-ax", 0, base, end, base))
    parts += [
        _text("ao-tac", end + 6, 44, names[0], size=10),
        _text("ao-tk", end + 6, 22, names[1], size=10),
    ]
    return _svg(parts, width, 90, title)


def week_sparkline(values: Sequence[Number], *, title: str, width: int = 72) -> SafeString:
    """Small columns of a few weeks without text; the last one in the stronger tint."""
    height, gap = 20, 2
    room = Decimal(width - gap * max(len(values) - 1, 0)) / max(len(values), 1)
    parts = []
    for index, value in enumerate(values):
        tall = max(_scale(value, max(values), height), Decimal(1))
        kind = "ao-f1" if index == len(values) - 1 else "ao-f3"
        parts.append(_rect(kind, index * (room + gap), height - tall, room, tall, radius=1))
    return _svg(parts, width, height, title)


def bullet(
    value: Number, target: Number, pace: Number, *, title: str, width: int = 300
) -> SafeString:
    """Reached against the target as a bar in a track, with a mark where the pace should be."""
    full = max(value, target, pace)
    parts = [
        _rect("ao-fg", 0, 4, _scale(target, full, width), 14),
        _rect("ao-f1", 0, 7, _scale(value, full, width), 8, radius=1),
    ]
    if pace > 0:
        x = _scale(pace, full, width)
        parts.append(_line("ao-mk", x, 3, x, 19))
    return _svg(parts, width, 22, title)


def held_bars(rows: Sequence[Held], *, title: str, width: int = 342) -> SafeString:
    """Files by holder: within the target in a tint, held up in red, their note at the right."""
    most = max([row.within + row.held for row in rows] or [0])
    left = _beside([row.label for row in rows], least=86)
    room = width - left - 105
    parts = []
    for index, row in enumerate(rows):
        y = index * 27
        within, held = _scale(row.within, most, room), _scale(row.held, most, room)
        parts.append(_text("ao-tx", 0, y + 15, row.label))
        if row.within:
            parts.append(_rect("ao-f3", left, y + 3, within, 16))
        if row.held:
            parts.append(_rect("ao-fb", left + within + 1, y + 3, held, 16))
        parts.append(_text("ao-tb6", left + within + held + 9, y + 15, str(row.within + row.held)))
        parts.append(_text("ao-tbad" if row.held else "ao-tk", width, y + 15, row.note, "end"))
    return _svg(parts, width, max(len(rows) * 27, 1), title)


def line_vs_target(
    points: Sequence[Point],
    target: Number,
    days: int,
    *,
    title: str,
    value_text: str,
    target_texts: tuple[str, str],
    ticks: Sequence[tuple[int, str]] = (),
    level_text: Callable[[Decimal], str] | None = None,
    width: int = 440,
) -> SafeString:
    """Cumulative line against the dashed pace from zero to the target on the last day.

    `target_texts` are the word and the amount at the end of the pace; `ticks` name days,
    `level_text` names the round values the grid lies on.
    """
    highest = max([target, *(point.value for point in points)])
    frame = _Frame(width, days, highest, left=56 if level_text else 8)
    parts = frame.grid(ticks, level_text)
    spots = [(frame.x(point.day), frame.y(point.value)) for point in points]
    if spots:
        parts.append(frame.area(spots))
    parts.append(_line("ao-lt", frame.left, frame.base, frame.right, frame.y(target)))
    if spots:
        parts += frame.line(spots, value_text)
    parts.append(_text("ao-tb6", frame.right + 8, frame.y(target) + 1, target_texts[0]))
    parts.append(_text("ao-tx", frame.right + 8, frame.y(target) + 17, target_texts[1]))
    return _svg(parts, width, frame.base + 24, title)


def instalment_columns(
    columns: Sequence[Column],
    names: tuple[str, str],
    *,
    title: str,
    split: int = 0,
    notes: Sequence[tuple[str, str]] = (),
    width: int = 752,
    height: int = 262,
) -> SafeString:
    """Principal below interest, one column a year; a dashed line where another rate begins.

    `split` counts the columns before that line, `notes` say amount and stretch on both sides of
    it, `names` stand at the right of the last column.
    """
    base, top, right = height - 26, 50 if notes else 14, width - 56
    step = Decimal(right - 8) / max(len(columns), 1)
    highest = max([column.principal + column.interest for column in columns] or [0])
    parts = []
    for index, column in enumerate(columns):
        room = min(step * Decimal("0.72"), Decimal(72))
        x = 6 + index * step + (step - room) / 2
        low = _scale(column.principal, highest, base - top)
        high = _scale(column.principal + column.interest, highest, base - top)
        parts.append(_rect("ao-f3", x, base - high, room, high - low, radius=0))
        parts.append(_rect("ao-f1", x, base - low, room, low, radius=0))
        if step >= 24 or index == 0 or (index + 1) % 5 == 0:
            parts.append(_text("ao-tk", x + room / 2, base + 18, column.label, "middle"))
    parts.append(_line("ao-ax", 4, base, right, base))
    if split:
        x = 6 + split * step
        parts.append(_line("ao-lt", x, top - 4, x, base))
        parts += _sides(notes, x, width)
    parts += _names(columns, names, right + 6, base, highest, base - top)
    return _svg(parts, width, height, title)


def _sides(notes: Sequence[tuple[str, str]], x: Decimal, width: int) -> list[str]:
    """The amounts left and right of the dashed line; on a narrow chart at both ends."""
    if not notes:
        return []
    is_narrow = x < 110
    spot, anchor = (Decimal(width - 56), "end") if is_narrow else (x + 10, "start")
    return [
        _text("ao-tb6", 6, 16, notes[0][0]),
        _text("ao-tk", 6, 32, notes[0][1]),
        _text("ao-tb6", spot, 16, notes[1][0], anchor),
        _text("ao-tk", spot, 32, notes[1][1], anchor),
    ]


def _names(
    columns: Sequence[Column],
    names: tuple[str, str],
    x: int,
    base: int,
    highest: Number,
    room: int,
) -> list[str]:
    """What the two tints mean, beside the last column, apart from each other."""
    if not columns:
        return []
    last = columns[-1]
    top = base - _scale(last.principal + last.interest, highest, room)
    middle = base - _scale(last.principal, highest, room) / 2
    return [
        _text("ao-tb6", x, top + 10, names[1]),
        _text("ao-tac", x, max(middle + 4, top + 28), names[0]),
    ]


class _Frame:
    """The field of the line chart: its edges and the two scales."""

    top = 34

    def __init__(self, width: int, days: int, highest: Number, *, left: int) -> None:
        self.left, self.right, self.base = left, width - 76, round(width * Decimal("0.5"))
        self.days, self.highest = max(days - 1, 1), highest

    def x(self, day: int) -> Decimal:
        return self.left + Decimal(day) / self.days * (self.right - self.left)

    def y(self, value: Number) -> Decimal:
        return self.base - _scale(value, self.highest, self.base - self.top)

    def grid(
        self, ticks: Sequence[tuple[int, str]], level_text: Callable[[Decimal], str] | None
    ) -> list[str]:
        levels = [(value, self.y(value)) for value in _round_levels(self.highest)]
        lines = [_line("ao-gr", self.left, y, self.right, y) for _value, y in levels]
        if level_text:
            lines += [
                _text("ao-tk", self.left - 8, y + 4, level_text(value), "end")
                for value, y in levels
                if value
            ]
        names = [
            _text("ao-tk", self.x(day), self.base + 18, text, "middle" if day else "start")
            for day, text in ticks
        ]
        return lines + names

    def area(self, spots: list[tuple[Decimal, Decimal]]) -> str:
        corners = [(spots[0][0], Decimal(self.base)), *spots, (spots[-1][0], Decimal(self.base))]
        return _element("polygon", "ao-ar", points=_points(corners))

    def line(self, spots: list[tuple[Decimal, Decimal]], value_text: str) -> list[str]:
        x, y = spots[-1]
        anchor = "end" if x > 90 else "start"
        return [
            _element("polyline", "ao-l1", points=_points(spots)),
            _element("circle", "ao-f1", cx=_number(x), cy=_number(y), r="4"),
            _text(
                "ao-tac",
                x - 8 if anchor == "end" else x,
                max(y - 8, Decimal(12)),
                value_text,
                anchor,
            ),
        ]


def _round_levels(highest: Number) -> list[Decimal]:
    """Zero and the multiples of 1, 2 or 5 times a power of ten up to `highest`, at most five."""
    top = Decimal(highest)
    if top <= 0:
        return [Decimal(0)]
    power = Decimal(1).scaleb(top.adjusted() - 1)
    step = next(power * n for n in (1, 2, 5, 10, 20, 50) if top / (power * n) < 5)
    return [step * n for n in range(int(top / step) + 1)]
