"""A simulation as a picture of 1080 x 1440 for a messenger: no personal data, no text under 26 px.

The same strings as on the page, drawn with the font of the portal. Equal input gives equal bytes.
Pillow is loaded by the first picture, not by the start of the web application.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from products.answers import Result

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1080, 1440
MARGIN = 72
RIGHT = WIDTH - MARGIN
SMALLEST = 26  # px of text
FINE = 4  # how much larger a smooth edge is drawn before it is reduced
FONT = "fonts/inter-latin-wght-normal.woff2"
INK, INK_2, INK_3 = "#14191D", "#48525B", "#5F6A74"
ACCENT, SOFT, TINT, EDGE = "#0B6480", "#E3F0F4", "#A9CBD6", "#5594AB"
WARN, WARN_SOFT = "#8A5300", "#FDF1DA"
LINE, LINE_2 = "#E1E5E8", "#C9D0D5"


@dataclass(frozen=True)
class Head:
    """Whose picture it is and of which day: words only."""

    bank: str
    branch: str
    day: str
    reference: str


def draw(result: Result, head: Head) -> bytes:
    """Return the PNG."""
    from PIL import Image as images

    image = images.new("RGB", (WIDTH, HEIGHT), "white")
    sheet = _Sheet(image)
    sheet.header(head)
    sheet.text(MARGIN, 202, result.title, 64, INK, 650, room=RIGHT - MARGIN)
    sheet.text(MARGIN, 282, result.subtitle, 35, INK_2, room=RIGHT - MARGIN)
    sheet.boxes(result)
    y = 600
    if result.columns:
        sheet.chart(result)
        y = 956
    sheet.lines(result, y)
    sheet.foot(result, head)
    answer = BytesIO()
    image.quantize(128).save(answer, "PNG", optimize=True)
    return answer.getvalue()


@lru_cache(maxsize=32)
def _font(size: int, weight: int) -> FreeTypeFont:
    """The portal's own font; the drawing library's where no assets were built."""
    from PIL import ImageFont

    path = finders.find(FONT)
    if not isinstance(path, str):
        return ImageFont.load_default(size)  # type: ignore[return-value]
    font = ImageFont.truetype(path, size)
    font.set_variation_by_axes([weight])
    return font


class _Sheet:
    """The sheet from top to bottom."""

    def __init__(self, image: Image) -> None:
        from PIL import ImageDraw

        self.image = image
        self.pen = ImageDraw.Draw(image)

    def text(
        self, x: int, y: int, words: str, size: int, ink: str, weight: int = 400,
        *, anchor: str = "la", room: int = 0,
    ) -> None:  # fmt: skip
        """Write one line; letters shrink, never below the smallest, to fit into `room`."""
        font = _font(size, weight)
        while room and size > SMALLEST and font.getlength(words) > room:
            size -= 1
            font = _font(size, weight)
        self.pen.text((x, y), words, font=font, fill=ink, anchor=anchor)

    def rounded(self, box: tuple[int, int, int, int], radius: int, fill: str) -> None:
        """A box with smooth corners."""
        left, top, right, bottom = box
        self._smooth(
            (left, top),
            (right - left, bottom - top),
            fill,
            lambda pen, size: pen.rounded_rectangle((0, 0, *size), radius * FINE, fill=255),
        )

    def stairs(self, x: int, y: int) -> None:
        """The mark of the portal, in the box of 72 px at this place."""
        steps = [(18, 53), (30, 53), (30, 41), (42, 41), (42, 29), (54, 29), (54, 18)]
        path = [(across * FINE, down * FINE) for across, down in steps]
        half = 3.5 * FINE

        def walk(pen: ImageDraw, _size: tuple[int, int]) -> None:
            pen.line(path, fill=255, width=round(2 * half))
            for across, down in path:  # round ends and corners
                pen.ellipse((across - half, down - half, across + half, down + half), fill=255)

        self._smooth((x, y), (72, 72), "white", walk)

    def _smooth(
        self, place: tuple[int, int], size: tuple[int, int], fill: str,
        shape: Callable[[ImageDraw, tuple[int, int]], None],
    ) -> None:  # fmt: skip
        """Lay a shape in one colour, drawn larger and reduced, so that its edge has no steps."""
        from PIL import Image as images
        from PIL import ImageDraw

        large = (size[0] * FINE, size[1] * FINE)
        mask = images.new("L", large, 0)
        shape(ImageDraw.Draw(mask), (large[0] - 1, large[1] - 1))
        self.image.paste(fill, (*place, place[0] + size[0], place[1] + size[1]),
                         mask.reduce(FINE))  # fmt: skip

    def rule(self, y: int, ink: str, thick: int) -> None:
        """A line across the sheet."""
        self.pen.rectangle((MARGIN, y, RIGHT - 1, y + thick - 1), fill=ink)

    def header(self, head: Head) -> None:
        """Mark, bank and branch at the left, the day at the right."""
        self.rounded((MARGIN, 58, MARGIN + 72, 130), 18, ACCENT)
        self.stairs(MARGIN, 58)
        y = 58 if head.branch else 76
        self.text(MARGIN + 92, y, head.bank, 34, INK, 650, room=520)
        self.text(MARGIN + 92, y + 40, head.branch, 28, INK_2, room=520)
        self.text(RIGHT, 60, _("Simulation"), 28, INK_2, anchor="ra")
        self.text(RIGHT, 97, head.day, 28, INK, 600, anchor="ra")
        self.rule(162, ACCENT, 3)

    def boxes(self, result: Result) -> None:
        """The two figures that matter, side by side."""
        first, second = result.tiles[:2]
        is_jump = bool(result.split or result.steps)
        left, top, middle, bottom = MARGIN, 352, 574, 562
        ground = WARN_SOFT if is_jump else SOFT
        self.rounded((left, top, RIGHT, bottom), 26, ground)
        self.rounded((left, top, middle, bottom), 26, SOFT)
        self.pen.rectangle((middle - 30, top, middle, bottom - 1), fill=SOFT)
        ink = WARN if is_jump else ACCENT
        for x, one, size, paint in ((102, first, 66, ACCENT), (604, second, 58, ink)):
            room = (middle if x < middle else RIGHT) - x - 20
            self.text(x, 382, one["label"], 28, INK_2, room=room)
            self.text(x, 460, one["value"], size, paint, 700, anchor="lm", room=room)
            self.text(x, 504, self._note(result, one), 28, INK_2, room=room)

    def _note(self, result: Result, one: dict[str, str]) -> str:
        """The rate below a figure where two of them stand side by side, else its own words."""
        return one.get("rate") or one["note"]

    def chart(self, result: Result) -> None:
        """Principal below interest, one column a year."""
        self.text(MARGIN, 604, result.chart_title, 31, INK, 600)
        x = RIGHT
        low, high = (name.lower() for name in result.chart_names or (_("principal"), _("interest")))
        for name, fill in ((high, TINT), (low, ACCENT)):
            self.text(x, 606, name, 28, INK_2, anchor="ra")
            x -= round(_font(28, 400).getlength(name)) + 34
            self.rounded((x, 610, x + 22, 632), 5, fill)
            x -= 30
        self._columns(result)

    def _columns(self, result: Result) -> None:
        base, room, columns = 894, 226, result.columns
        highest = max(column.principal + column.interest for column in columns)
        step = (RIGHT - MARGIN) / len(columns)
        every = 1 if step >= 44 else 5
        for index, column in enumerate(columns):
            low = round(column.principal * room / highest)
            high = round((column.principal + column.interest) * room / highest)
            left = round(MARGIN + index * step + step * 0.13)
            right = round(MARGIN + (index + 1) * step - step * 0.13)
            self.pen.rectangle((left, base - high, right, base), fill=TINT, outline=EDGE)
            self.pen.rectangle((left, base - low, right, base), fill=ACCENT)
            if index == 0 or (index + 1) % every == 0:
                self.text((left + right) // 2, base + 8, column.label, 26, INK_2, anchor="ma")

    def lines(self, result: Result, y: int) -> None:
        """The amounts, the last of them in bold."""
        for index, (label, value) in enumerate(result.totals):
            is_last = index == len(result.totals) - 1
            self.rule(y, LINE_2 if is_last else LINE, 3 if is_last else 1)
            ink, weight = (INK, 650) if is_last else (INK_2, 400)
            self.text(MARGIN, y + 30, label, 32, ink, weight, anchor="lm")
            self.text(RIGHT, y + 30, value, 32, INK, 650, anchor="rm")
            y += 59

    def foot(self, result: Result, head: Head) -> None:
        """What the picture is not, and how to recognise it again."""
        warning = _("The bank never asks for PIN, OTP or password.")
        words = [(word, 650, INK) for word in result.reservation.split()]
        words += [(word, 400, INK_2) for word in f"{result.floating_note} {warning}".split()]
        x, y = MARGIN, 1230
        for word, weight, ink in words:
            wide = round(_font(27, weight).getlength(f"{word} "))
            if x > MARGIN and x + wide > RIGHT + 8:
                x, y = MARGIN, y + 37
            self.text(x, y, word, 27, ink, weight)
            x += wide
        self.text(MARGIN, max(y + 50, 1370), head.reference, 26, INK_3)
