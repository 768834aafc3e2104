"""Shapes of inline SVG: literal attributes for paper, a class for the theme, escaped texts.

The same input gives the same bytes. No style attribute anywhere.
"""

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString

Number = int | Decimal

FONT = "Inter Var, Inter, Segoe UI, Noto Sans, sans-serif"
# What each class means where no stylesheet is read (paper, light theme).
PAINT = {
    "ao-f1": {"fill": "#0B6480"},
    "ao-f2": {"fill": "#5594AB"},
    "ao-f3": {"fill": "#A9CBD6", "stroke": "#5594AB", "stroke-width": "1"},
    "ao-f4": {"fill": "#D5E5EA"},
    "ao-fg": {"fill": "#E6E9EC"},
    "ao-fb": {"fill": "#B3261E"},
    "ao-ar": {"fill": "#E3F0F4"},
    "ao-gr": {"stroke": "#E7EAEC", "stroke-width": "1"},
    "ao-ax": {"stroke": "#C9D0D5", "stroke-width": "1"},
    "ao-mk": {"stroke": "#14191D", "stroke-width": "2"},
    "ao-lt": {
        "fill": "none",
        "stroke": "#5F6A74",
        "stroke-width": "1.5",
        "stroke-dasharray": "4 4",
    },
    "ao-l1": {"fill": "none", "stroke": "#0B6480", "stroke-width": "2.25"},
    "ao-tx": {"fill": "#48525B", "font-size": "12"},
    "ao-tk": {"fill": "#5F6A74", "font-size": "11.5"},
    "ao-tb6": {"fill": "#14191D", "font-size": "12", "font-weight": "600"},
    "ao-tac": {"fill": "#0B6480", "font-size": "12", "font-weight": "600"},
    "ao-tbad": {"fill": "#B3261E", "font-size": "12", "font-weight": "600"},
}


def scale(value: Number, highest: Number, room: Number) -> Decimal:
    """The length of `value` when `highest` takes all the room; nothing below zero."""
    if highest <= 0 or value <= 0:
        return Decimal(0)
    return Decimal(value) / Decimal(highest) * room


def number(value: Number) -> str:
    """One decimal, without a trailing zero, so equal charts are equal bytes."""
    shown = f"{Decimal(value):.1f}"
    return "0" if shown == "-0.0" else shown.removesuffix(".0")


def points(spots: Sequence[tuple[Decimal, Decimal]]) -> str:
    """The corners of a line or an area."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in spots)


def element(tag: str, kind: str, content: str | None = None, **attributes: str) -> str:
    """One element of a kind named in PAINT; names in `attributes` may use _ for -."""
    named = {"class": kind, **attributes}
    painted = named | {k: v for k, v in PAINT[kind].items() if k not in named}
    inside = "".join(
        f' {name.replace("_", "-")}="{escape(value)}"' for name, value in painted.items()
    )
    return f"<{tag}{inside}/>" if content is None else f"<{tag}{inside}>{escape(content)}</{tag}>"


def rect(kind: str, x: Number, y: Number, width: Number, height: Number, *, radius: int = 2) -> str:
    """A bar."""
    size = {"width": number(width), "height": number(height)}
    corners = {"rx": str(radius)} if radius else {}
    return element("rect", kind, x=number(x), y=number(y), **size, **corners)


def line(kind: str, x1: Number, y1: Number, x2: Number, y2: Number) -> str:
    """A straight line."""
    return element("line", kind, x1=number(x1), y1=number(y1), x2=number(x2), y2=number(y2))


def text(
    kind: str, x: Number, y: Number, content: str, anchor: str = "start", *, size: int | None = None
) -> str:
    """Words with their anchor at x, y; `size` in pixels."""
    extra = {} if anchor == "start" else {"text_anchor": anchor}
    scaled = {"font-size": str(size)} if size else {}
    return element("text", kind, str(content), x=number(x), y=number(y), **extra, **scaled)


def svg(parts: Sequence[str], width: int, height: Number, title: str) -> SafeString:
    """The whole drawing; `title` is what a person who cannot see it is told."""
    tall = number(height)
    return SafeString(
        f'<svg class="ao-ch" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {tall}"'
        f' width="{width}" height="{tall}" font-family="{FONT}" role="img"'
        f' aria-label="{escape(title)}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def mute(parts: Sequence[str], width: int, height: Number) -> SafeString:
    """A drawing beside the figures it shows, which is nothing to listen to."""
    tall = number(height)
    return SafeString(
        f'<svg class="ao-ch" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {tall}"'
        f' width="{width}" height="{tall}" aria-hidden="true">{"".join(parts)}</svg>'
    )
