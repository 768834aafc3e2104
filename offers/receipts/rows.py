"""Ready strings of a receipt: points with their answers, lines of a list, the code of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import hour, relative_day, short_date
from offers.models import Receipt, ReceiptAnswer, SavedSimulation
from offers.receipts.sentences import explanation
from offers.receipts.services import HALF, LETTERS
from org.models import User

PAPER = "explain_back"  # the kind of paper the signed sheet is filed as
CLEAR, UNCLEAR = "clear", "unclear"
MOST = 5
TONES = {Receipt.State.CLEAR: "ok", Receipt.State.UNCLEAR: "warn", Receipt.State.OPEN: ""}


def said_in(data: Mapping[str, str], count: int) -> dict[int, bool]:
    """Return point -> whether it is clear, of what was chosen in a form."""
    chosen = {point: data.get(f"point_{point}", "") for point in range(1, count + 1)}
    return {point: text == CLEAR for point, text in chosen.items() if text in (CLEAR, UNCLEAR)}


def chosen_in(data: Mapping[str, str], quiz: list[dict[str, Any]]) -> dict[int, str]:
    """Return point -> the words chosen of its question."""
    found = {}
    for point, one in enumerate(quiz, 1):
        said = data.get(f"point_{point}", "")
        if said.isdecimal() and int(said) < len(one["choices"]):
            found[point] = str(one["choices"][int(said)])
    return found


def graded(chosen: Mapping[int, str], quiz: list[dict[str, Any]]) -> dict[int, bool]:
    """Return point -> whether the words chosen are the right ones."""
    return {
        point: words == quiz[point - 1]["choices"][quiz[point - 1]["right"]]
        for point, words in chosen.items()
    }


def told_in(
    data: Mapping[str, str], row: Receipt, *, has_quiz: bool
) -> tuple[dict[int, bool], dict[int, str]]:
    """Return point -> whether it is clear, and point -> the words chosen of its question.

    Where a quiz is asked the choice decides, never a word that a form sends.
    """
    said = said_in(data, len(row.sentences))
    if not has_quiz:
        return said, {}
    chosen = chosen_in(data, row.quiz)
    unclear = {point: False for point, is_clear in said.items() if not is_clear}
    return unclear | graded(chosen, row.quiz), chosen


def points_of(row: Receipt, reader: User, *, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each sentence with its answers, oldest first; two queries at most."""
    answers = list(row.answers.select_related("by").order_by("pk"))
    return [
        _point(number, sentence, [one for one in answers if one.point == number], reader,
               chosen.get(f"point_{number}", ""))
        | {"question": row.quiz[number - 1] if row.quiz else None}
        for number, sentence in enumerate(row.sentences, 1)
    ]  # fmt: skip


def _point(
    number: int, sentence: dict[str, str], answers: list[ReceiptAnswer], reader: User, chosen: str
) -> dict[str, Any]:
    last = answers[-1] if answers else None
    is_open = last is not None and not last.is_clear
    return {
        "number": number,
        "text": sentence["text"],
        "is_clear": last is not None and last.is_clear,
        "is_reopened": is_open,
        "explain": explanation(sentence["key"]) if is_open else "",
        "chosen": chosen,
        "answers": [_answer(one, reader) for one in answers],
    }


def _answer(one: ReceiptAnswer, reader: User) -> dict[str, Any]:
    at = one.at.astimezone(reader.zone)
    return {
        "is_clear": one.is_clear,
        "words": _("understood") if one.is_clear else _("not clear yet"),
        "chosen": one.chosen,
        "how": ", ".join(
            [
                one.get_path_display(),
                *([one.place] if one.place else []),
                short_date(at.date()),
                hour(at),
                one.by.full_name,
            ]
        ),
    }


def state_of(row: Receipt) -> dict[str, str]:
    """Return the state as words with a tone."""
    return {"words": str(row.get_state_display()), "tone": TONES[Receipt.State(row.state)]}


def receipts_of(simulation: SavedSimulation, reader: User, today: date) -> list[dict[str, str]]:
    """Return the receipts of a simulation, the newest first."""
    found = Receipt.objects.system("of a simulation in reach").filter(simulation=simulation)
    found = found.select_related("prospect").order_by("-pk")
    return [line_of(row, reader, today, str(simulation.shown["title"])) for row in found[:MOST]]


def line_of(row: Receipt, reader: User, today: date, title: str) -> dict[str, str]:
    """Return one line of a list."""
    day = row.created_at.astimezone(reader.zone).date()
    return {
        "name": row.prospect.name,
        "words": title,
        "when": f"{row.code} · {relative_day(day, today)}",
        "state": str(row.get_state_display()),
        "tone": TONES[Receipt.State(row.state)],
        "url": reverse("offers:receipt", args=[row.public_id]),
    }


def code_of(text: str) -> str:
    """Return the code as it is kept, however it was typed; empty for what is none."""
    letters = "".join(one for one in text.upper()[:40] if one in LETTERS)
    return f"{letters[:HALF]}-{letters[HALF:]}" if len(letters) == 2 * HALF else text[:40]
