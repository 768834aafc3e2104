"""Small drawings a list row needs ready-made: icons of the sprite and the stage ring."""

from __future__ import annotations

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

RING_LENGTH = 15.71
"""Circumference of the filled ring (radius 2.5) in the ring's own 14-unit drawing."""


def icon(name: str, classes: str = "", label: str = "") -> SafeString:
    """Icon `name` of the sprite. Without `label` it is decoration and hidden from readers."""
    return _icon(name, classes, str(label), static("img/icons.svg"))


@lru_cache(maxsize=1024)
def _icon(name: str, classes: str, label: str, sprite: str) -> SafeString:
    classes = f"ao-icon {classes}".strip()
    address = f"{sprite}#i-{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>',
            classes,
            label,
            address,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, address
    )


@lru_cache(maxsize=256)
def stage_ring(position: int, total: int, outcome: str = "open") -> SafeString:
    """Ring filled by `position` of `total` steps; `outcome` is open, won or lost.

    Progress is shape, never hue: the name of the stage stands beside it as text.
    """
    if outcome == "won":
        return RING_WON
    if outcome == "lost":
        return RING_LOST
    share = max(0, min(position, total)) / total if total else 0
    filled = f"{RING_LENGTH * share:.2f}"
    return format_html(RING_OPEN, filled=filled, length=RING_LENGTH)


RING_OPEN = (
    '<svg viewBox="0 0 14 14" aria-hidden="true">'
    '<circle class="ao-sg-r" cx="7" cy="7" r="6.1"/>'
    '<circle class="ao-sg-f" cx="7" cy="7" r="2.5" stroke-dasharray="{filled} {length}"'
    ' transform="rotate(-90 7 7)"/></svg>'
)
RING_WON = SafeString(
    '<svg viewBox="0 0 14 14" aria-hidden="true"><circle class="ao-sg-ok" cx="7" cy="7" r="7"/>'
    '<path class="ao-sg-okc" d="M4 7.2l2.1 2.1L10.2 5"/></svg>'
)
RING_LOST = SafeString(
    '<svg viewBox="0 0 14 14" aria-hidden="true"><circle class="ao-sg-x" cx="7" cy="7" r="6"/>'
    '<path class="ao-sg-x" d="M5 5l4 4M9 5l-4 4"/></svg>'
)
