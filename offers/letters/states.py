"""What may follow on what: the one table of the states of a letter."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.models import Letter
from offers.models import LetterKind as Kind
from offers.models import LetterState as State
from org.access.permissions import Permission as P
from org.models import User


@dataclass(frozen=True)
class Move:
    """One step: from where, to where, by whom. `kinds` is empty where every letter may take it."""

    sources: tuple[State, ...]
    to: State
    permission: P | None  # None: the night's job; of an SPPK see `rights_of`
    label: str | Promise
    icon: str
    is_main: bool = False
    is_danger: bool = False
    kinds: tuple[Kind, ...] = ()


ANSWERED = (Kind.OFFER, Kind.SPPK, Kind.PROFILE)
MOVES: dict[str, Move] = {
    "submit": Move((State.DRAFT,), State.WAITING, P.LETTER_CHANGE, _("Ask for approval"), "send",
                   is_main=True, kinds=(Kind.OFFER,)),
    "issue": Move((State.DRAFT,), State.ISSUED, P.LETTER_CHANGE, _("Issue with a number"),
                  "file-check", is_main=True),
    "approve": Move((State.WAITING,), State.ISSUED, P.LETTER_APPROVE, _("Approve and issue"),
                    "check", is_main=True),
    "return": Move((State.WAITING,), State.DRAFT, P.LETTER_APPROVE, _("Send back"),
                   "arrow-back-up"),
    "recall": Move((State.WAITING,), State.DRAFT, P.LETTER_CHANGE, _("Take back to the draft"),
                   "arrow-back-up"),
    "send": Move((State.ISSUED,), State.SENT, P.LETTER_CHANGE, _("Give to the customer"),
                 "mail-forward", is_main=True),
    "accept": Move((State.SENT,), State.ACCEPTED, P.LETTER_CHANGE, _("Customer accepts"),
                   "circle-check", is_main=True, kinds=ANSWERED),
    "decline": Move((State.SENT,), State.DECLINED, P.LETTER_CHANGE, _("Customer declines"),
                    "circle-x", kinds=ANSWERED),
    "withdraw": Move((State.DRAFT, State.WAITING, State.ISSUED, State.SENT), State.WITHDRAWN,
                     P.LETTER_CHANGE, _("Withdraw the letter"), "ban", is_danger=True),
    "expire": Move((State.ISSUED, State.SENT), State.EXPIRED, None, _("Expire"), "clock"),
}  # fmt: skip


def rights_of(letter: Letter, step: str) -> tuple[P, ...]:
    """Return the rights of which one is needed for a step; none where no person takes it.

    An SPPK is the word of the bank and moves the file, so credit administration or the head
    writes it and keeps the answer; whoever serves the customer may hand it over.
    """
    own = MOVES[step].permission
    if own is None:
        return ()
    if letter.kind != Kind.SPPK:
        return (own,)
    return (P.DISBURSEMENT_CONFIRM, own) if step == "send" else (P.DISBURSEMENT_CONFIRM,)


def may_take(letter: Letter, step: str, user: User) -> bool:
    """Tell whether this person may take the step; who owns a file does not write its SPPK."""
    is_own_sppk = letter.kind == Kind.SPPK and step != "send" and user.pk == letter.owner_id
    return not is_own_sppk and any(user.may(right) for right in rights_of(letter, step))


def may(letter: Letter, step: str) -> bool:
    """Tell whether this step may follow on the state the letter is in."""
    move = MOVES[step]
    return letter.state in move.sources and (not move.kinds or letter.kind in move.kinds)


def steps_for(letter: Letter, user: User, *, needs_second: bool) -> list[str]:
    """Return the steps this person may take now; who asked for approval does not decide."""
    found = []
    for step in MOVES:
        if not may(letter, step) or not may_take(letter, step, user):
            continue
        if step == ("issue" if needs_second else "submit"):
            continue
        if step in ("approve", "return") and letter.is_own_of(user):
            continue
        if step == "recall" and not letter.may_be_recalled_by(user):
            continue
        found.append(step)
    return found
