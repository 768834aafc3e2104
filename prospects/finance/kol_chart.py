"""The worst collectibility of each of 24 months as columns: height and number are the class."""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.formats import month_words
from core.svg import line, rect, svg, text

STEP, BASE, TOP = 15, 100, 16
KINDS = {1: "ao-f3", 2: "ao-f2"}


def trend(worst: Sequence[int | None], months: Sequence[date], *, width: int) -> SafeString:
    """Draw the months, the oldest first; a month without data has no column."""
    step = width / len(worst)
    drawn = [line("ao-ax", 0, BASE, width, BASE)]
    for place, kol in enumerate(worst):
        if kol is None:
            continue
        left, tall = int(place * step), kol * STEP
        drawn.append(rect(KINDS.get(kol, "ao-fb"), left + 1, BASE - tall, int(step) - 2, tall))
        if step >= 20 or kol > 1:
            middle = left + int(step / 2)
            drawn.append(text("ao-tk", middle, BASE - tall - 4, str(kol), "middle"))
    drawn.append(text("ao-tk", 0, BASE + 16, month_words(months[0])))
    drawn.append(text("ao-tk", width, BASE + 16, month_words(months[-1]), "end"))
    known = [kol for kol in worst if kol]
    says = _("Worst collectibility of each month from %(first)s to %(last)s; the worst is %(kol)s.")
    title = says % {"first": month_words(months[0]), "last": month_words(months[-1]),
                    "kol": max(known, default="–")}  # fmt: skip
    return svg(drawn, width, BASE + 22, title)
