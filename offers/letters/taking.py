"""A step of a letter taken by a page or a program: which form it asks, which service it calls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from offers.letters import services
from offers.letters.forms import AnswerForm, HandOverForm, NoteForm, ReasonForm, TodayForm
from offers.letters.sending import why_no_mail
from offers.models import HandOver, Letter
from org.models import User

FORMS: dict[str, type[TodayForm]] = {
    "submit": ReasonForm, "issue": TodayForm, "approve": NoteForm, "return": NoteForm,
    "recall": TodayForm, "send": HandOverForm, "accept": AnswerForm, "decline": AnswerForm,
    "withdraw": NoteForm,
}  # fmt: skip


def form_of(letter: Letter, step: str, data: Any, *, now: datetime, today: date) -> TodayForm:
    """Return the form of a step; ways of sending that are closed are left out and say why."""
    form = FORMS[step](data, today=today, initial={"on": today, "reason": letter.reason})
    closed = why_no_mail(letter, now) if step == "send" else ""
    if closed:
        ways: Any = form.fields["channel"]
        ways.choices = [pair for pair in ways.choices if pair[0] != HandOver.MAIL]
        ways.help_text = closed
    return form


def take(
    letter: Letter, step: str, told: Mapping[str, Any], *, version: int, actor: User,
    now: datetime, today: date,
) -> Letter:  # fmt: skip
    """Call the service of a step with the answers of its form.

    Raises PermissionDenied, StaleError, or ValidationError in the user's words.
    """
    who: dict[str, Any] = {"version": version, "actor": actor, "now": now}
    note = told.get("note", "")
    match step:
        case "submit":
            return services.submit(letter, reason=told["reason"], today=today, **who)
        case "issue":
            return services.issue(letter, today=today, **who)
        case "approve":
            return services.approve(letter, note=note, today=today, **who)
        case "return" | "recall":
            return services.send_back(letter, note=note, is_recall=step == "recall", **who)
        case "send":
            return services.hand_over(letter, channel=told["channel"], **who)
        case "accept" | "decline":
            return services.answer(letter, is_yes=step == "accept", note=note,
                                   channel=told["channel"], on=told["on"], **who)  # fmt: skip
        case "withdraw":
            return services.withdraw(letter, note=note, **who)
    raise KeyError(step)
