"""A letter by e-mail to the customer: only where he agreed to it, and only once.

The mail names nobody: subject and body speak of the number, the letter itself is attached.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Delivery, Run
from offers.letters.wording import TITLES
from offers.models import HandOver, Letter, LetterLanguage, LetterState
from org import letters
from org.models import User
from prospects.models import OfferChannel
from prospects.offer_gate import offer_gate, standing_reason
from prospects.restriction import reason_of
from prospects.signals import person_erased

REASON = "a letter is sent to its customer"
MAIL = "offers.letter_mail"


def why_no_mail(letter: Letter, now: datetime) -> str:
    """Return why this letter may not be mailed now; empty when it may.

    Offers need the consent to offers by e-mail and its hours; letters about an application that
    runs are no offers.
    """
    person = letter.prospect
    if letter.made_at is None:
        return _("The paper is still being made. Try again in a moment.")
    if not person.email:
        return _("No e-mail address is recorded. Hand the letter over on paper or by chat.")
    if letter.is_offer:
        return offer_gate(person, OfferChannel.EMAIL, now).reason
    return reason_of(person)


class LetterMail(Kind):
    """Sends the paper of a letter to the customer's address; the officer answers for it."""

    code: ClassVar[str] = MAIL
    label: ClassVar[str | Promise] = gettext_lazy("Letter to a customer")
    in_doubt: ClassVar[str] = "hold"

    def letter(self, run: Run) -> Letter:
        """Return the letter while it still stands as sent by mail; Cancelled otherwise."""
        rows = Letter.objects.system(REASON).select_related("prospect__branch", "branch")
        found = rows.filter(public_id=run.payload["letter"]).first()
        if found is None or found.sent_channel != HandOver.MAIL:
            raise Cancelled("The letter is gone.")
        if found.state not in (LetterState.SENT, LetterState.ACCEPTED):
            raise Cancelled("The letter holds no longer.")
        return found

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Return the mail with the paper; letters are handed over once their paper is there."""
        letter = self.letter(run)
        if not letter.pdf or not self.may_leave(letter):
            raise Cancelled("The customer may not be mailed any more.")
        sender = User.objects.select_related("branch").get(public_id=run.payload["sender"])
        language = "en" if letter.language == LetterLanguage.ENGLISH else "id"
        with translation.override(language):
            subject = f"{TITLES[letter.kind]()} {letter.number}"
            text, html = letters.write("letter", sender, title=subject, number=letter.number)
        name = f"{letter.number.replace('/', '-')}.pdf"
        attached = ((name, "application/pdf", bytes(letter.pdf)),)
        return [Mail(sender.pk, subject, text, html, attached, address=letter.prospect.email)]

    def may_leave(self, letter: Letter) -> bool:
        """Tell whether consent and address still allow it; the hours were asked at hand-over."""
        person = letter.prospect
        closed = standing_reason(person, OfferChannel.EMAIL) if letter.is_offer else ""
        return bool(person.email) and not closed and not reason_of(person)

    def may_receive(self, run: Run, recipient: Any, now: datetime) -> bool:
        """Asked before each try: consent, address and the letter itself."""
        return self.may_leave(self.letter(run))


def listen() -> None:
    """Hear of every person who is erased."""
    person_erased.connect(forget, dispatch_uid="offers.letters.forget")


def forget(**_news: Any) -> None:
    """Empty addresses and bodies of mails whose letter went with its person."""
    there = Letter.objects.system(REASON).values("public_id")
    rows = Delivery.objects.filter(run__kind=MAIL).exclude(run__key__in=there)
    rows.update(address="", body=None)
