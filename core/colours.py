"""One accent colour of a bank, checked and grown into what both themes need.

Contrast follows WCAG 2: (lighter + 0.05) / (darker + 0.05) of relative luminances; 4.5 is the least
for text. The portal says late, careful and done by red, amber and green, so none of these is an
accent.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.errors import InputError

Rgb = tuple[int, int, int]
LEAST = 4.5
WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
LIGHT_SURFACE: Rgb = WHITE
DARK_SURFACE: Rgb = (0x17, 0x1C, 0x20)
GREY_BELOW = 0.15  # saturation under which no hue is seen
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
# Degrees of the colour circle from and to, and why these are taken.
_TAKEN = (
    (0, 20, "red"), (340, 360, "red"), (20, 70, "amber"), (70, 170, "green"),
)  # fmt: skip
_REFUSALS = {
    "red": _("Red says late or refused here. Choose a blue, teal, purple or grey."),
    "amber": _("Amber says careful here. Choose a blue, teal, purple or grey."),
    "green": _("Green says done here. Choose a blue, teal, purple or grey."),
}


@dataclass(frozen=True)
class Tones:
    """The accent in one theme, as `#RRGGBB`."""

    accent: str
    hover: str
    soft: str
    line: str
    on_accent: str


@dataclass(frozen=True)
class Palette:
    """The accent in the light and the dark theme."""

    light: Tones
    dark: Tones


def parse(text: str) -> Rgb:
    """Return the colour written as `#0B6480`. Raises InputError."""
    found = _HEX.fullmatch(text.strip())
    if found is None:
        raise InputError("colour", _("Write the colour as # and six digits, like #0B6480."))
    number = int(found[1], 16)
    return number >> 16, number >> 8 & 255, number & 255


def written(colour: Rgb) -> str:
    """Return `#0B6480`."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def luminance(colour: Rgb) -> float:
    """Return the relative luminance, 0 for black and 1 for white."""
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: Rgb, b: Rgb) -> float:
    """Return how well `a` reads on `b`, from 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def mix(a: Rgb, b: Rgb, share: float) -> Rgb:
    """Return `share` of `a` with the rest of `b`."""
    red, green, blue = (round(x * share + y * (1 - share)) for x, y in zip(a, b, strict=True))
    return red, green, blue


def taken_by(colour: Rgb) -> str:
    """Return `red`, `amber` or `green` when the colour already says something; else empty."""
    hue, _lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    if saturation < GREY_BELOW:
        return ""
    return next((name for low, high, name in _TAKEN if low <= hue * 360 < high), "")


def palette(text: str) -> Palette:
    """Return both themes of an accent. Raises InputError with the reason it cannot be one."""
    accent = parse(text)
    name = taken_by(accent)
    if name:
        raise InputError(f"colour_{name}", _REFUSALS[name])
    light = _light(accent)
    if min(contrast(accent, LIGHT_SURFACE), contrast(accent, parse(light.soft))) < LEAST:
        raise InputError(
            "colour_pale",
            _("This colour is too pale to read on white (%(found).1f, at least 4.5). Darken it."),
            found=min(contrast(accent, LIGHT_SURFACE), contrast(accent, parse(light.soft))),
        )
    return Palette(light, _dark(accent))


def _light(accent: Rgb) -> Tones:
    return Tones(
        accent=written(accent),
        hover=written(mix(accent, BLACK, 0.78)),
        soft=written(mix(accent, LIGHT_SURFACE, 0.11)),
        line=written(mix(accent, LIGHT_SURFACE, 0.4)),
        on_accent=written(WHITE),
    )


def _dark(accent: Rgb) -> Tones:
    """Lighten the accent until it reads on the dark surface and on its own tint."""
    for step in range(21):
        bright = mix(WHITE, accent, step / 20)
        soft = mix(bright, DARK_SURFACE, 0.14)
        if min(contrast(bright, DARK_SURFACE), contrast(bright, soft)) >= LEAST + 0.5:
            break
    return Tones(
        accent=written(bright),
        hover=written(mix(WHITE, bright, 0.25)),
        soft=written(soft),
        line=written(mix(bright, DARK_SURFACE, 0.45)),
        on_accent=written(mix(accent, BLACK, 0.25)),
    )


def stylesheet(text: str) -> str:
    """Return the few lines of CSS that set the accent in both themes."""
    found = palette(text)
    return (
        f":root,[data-bs-theme=light]{{{_variables(found.light)}}}\n"
        f"[data-bs-theme=dark]{{{_variables(found.dark)}}}\n"
    )


def _variables(tones: Tones) -> str:
    pairs = {
        "accent": tones.accent, "accent-hover": tones.hover, "accent-soft": tones.soft,
        "accent-line": tones.line, "on-accent": tones.on_accent, "selected": tones.soft,
        "focus": tones.hover, "c1": tones.accent, "c2": written(_between(tones, 0.6)),
        "c3": tones.line, "c4": written(_between(tones, 0.15)),
    }  # fmt: skip
    return "".join(f"--ao-{name}:{value};" for name, value in pairs.items())


def _between(tones: Tones, share: float) -> Rgb:
    return mix(parse(tones.accent), parse(tones.soft), share)
