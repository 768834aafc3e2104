"""What can come out of a contact, by channel, and the step each outcome leads to.

The table is literal: each outcome says whether the customer was reached, what is done next, and
when by default, counted in working days of the branch. Both are printed on the button, so that
one tap records the outcome and plans the next step.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import business_days
from org.calendars import MORNING, holidays_between
from org.models import Branch

TEN = time(10)
MONTHS_OF_REST = 3  # how long a prospect who is not interested is left in peace


class Channel(models.TextChoices):
    """How the officer reaches the customer."""

    CALL = "call", _("Call")
    VISIT = "visit", _("Visit")
    WHATSAPP = "whatsapp", _("WhatsApp")
    MAIL = "mail", _("E-mail")
    MEETING = "meeting", _("Meeting")


class Purpose(models.TextChoices):
    """What a step is for, in words that the portal chose; the officer may write his own."""

    FIRST_CALL = "first_call", _("first call")
    CALL = "call", _("call")
    CALL_AGAIN = "call_again", _("call again")
    VISIT = "visit", _("visit")
    VISIT_AGAIN = "visit_again", _("visit again")
    COLLECT_DOCUMENTS = "collect_documents", _("collect documents")
    FIND_NUMBER = "find_number", _("look for another number")
    MEET_AGAIN = "meet_again", _("meet again")
    GREET_AGAIN = "greet_again", _("greet again")
    RATE_CHANGE = "rate_change", _("talk about the new rate")
    TELL_DIFFERENCE = "tell_difference", _("tell what was booked otherwise")


@dataclass(frozen=True)
class Outcome:
    """One button. `days` counts working days, `months` calendar months; without an hour 09.00."""

    code: str
    label: str | Promise
    icon: str
    is_reached: bool
    channel: str
    purpose: Purpose
    days: int = 0
    months: int = 0
    hour: time | None = None

    @property
    def is_missed_call(self) -> bool:
        """Whether nobody was reached and a call follows: its hour may be chosen better."""
        return not self.is_reached and self.channel == Channel.CALL

    def due(self, today: date, holidays: Collection[date]) -> tuple[date, time | None]:
        """Return the day and hour of the next step, for a contact made on `today`."""
        if self.months:
            day = add_months(today, self.months)
            return business_days.on_or_after(day, holidays), self.hour
        return business_days.add_business_days(today, self.days, holidays), self.hour


def holidays_ahead(branch: Branch, today: date) -> set[date]:
    """Return the branch's holidays as far ahead as any outcome reaches, in one query."""
    return holidays_between(branch, today, add_months(today, MONTHS_OF_REST + 2))


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))


def _not_interested(code: str = "not_interested") -> Outcome:
    return Outcome(
        code, _("Not interested"), "ban", True, Channel.CALL, Purpose.GREET_AGAIN,
        months=MONTHS_OF_REST,
    )  # fmt: skip


OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    Channel.VISIT: (
        Outcome("met_interested", _("Met, interested"), "user-check", True, Channel.VISIT,
                Purpose.COLLECT_DOCUMENTS, days=2),
        Outcome("met_needs_time", _("Met, needs time"), "clock", True, Channel.CALL,
                Purpose.CALL, days=3, hour=TEN),
        Outcome("not_there", _("Not there"), "user-off", False, Channel.VISIT,
                Purpose.VISIT_AGAIN, days=1, hour=TEN),
        Outcome("no_answer", _("No answer"), "phone-off", False, Channel.CALL,
                Purpose.CALL, days=1, hour=TEN),
        _not_interested(),
    ),
    Channel.CALL: (
        Outcome("talked_interested", _("Talked, interested"), "user-check", True, Channel.VISIT,
                Purpose.VISIT, days=2, hour=TEN),
        Outcome("talked_needs_time", _("Talked, needs time"), "clock", True, Channel.CALL,
                Purpose.CALL, days=3, hour=TEN),
        Outcome("no_answer", _("No answer"), "phone-off", False, Channel.CALL,
                Purpose.CALL_AGAIN, days=1, hour=TEN),
        Outcome("wrong_number", _("Number not in use"), "circle-x", False, Channel.VISIT,
                Purpose.FIND_NUMBER, days=1),
        _not_interested(),
    ),
    Channel.WHATSAPP: (
        Outcome("replied_interested", _("Replied, interested"), "user-check", True, Channel.CALL,
                Purpose.CALL, days=1, hour=TEN),
        Outcome("replied_needs_time", _("Replied, needs time"), "clock", True, Channel.CALL,
                Purpose.CALL, days=3, hour=TEN),
        Outcome("sent", _("Sent, no reply yet"), "send", False, Channel.CALL,
                Purpose.CALL, days=2, hour=TEN),
        Outcome("not_delivered", _("Not delivered"), "circle-x", False, Channel.CALL,
                Purpose.CALL, days=1, hour=TEN),
        _not_interested(),
    ),
    Channel.MAIL: (
        Outcome("replied_interested", _("Replied, interested"), "user-check", True, Channel.CALL,
                Purpose.CALL, days=1, hour=TEN),
        Outcome("sent", _("Sent, no reply yet"), "send", False, Channel.CALL,
                Purpose.CALL, days=2, hour=TEN),
        Outcome("not_delivered", _("Not delivered"), "mail-x", False, Channel.CALL,
                Purpose.CALL, days=1, hour=TEN),
        _not_interested(),
    ),
    Channel.MEETING: (
        Outcome("met_interested", _("Met, interested"), "user-check", True, Channel.VISIT,
                Purpose.COLLECT_DOCUMENTS, days=2),
        Outcome("met_needs_time", _("Met, needs time"), "clock", True, Channel.CALL,
                Purpose.CALL, days=3, hour=TEN),
        Outcome("did_not_come", _("Did not come"), "user-off", False, Channel.CALL,
                Purpose.CALL, days=1, hour=TEN),
        _not_interested(),
    ),
}  # fmt: skip


def outcome_of(channel: str, code: str) -> Outcome:
    """Return one outcome; KeyError for a code the channel does not have."""
    for outcome in OUTCOMES[channel]:
        if outcome.code == code:
            return outcome
    raise KeyError(code)


def outcome_label(channel: str, code: str) -> str:
    """Return the words of a stored outcome; the bare code if the table lost it since."""
    try:
        return str(outcome_of(channel, code).label)
    except KeyError:
        return code


def moment_of(branch: Branch, day: date, hour: time | None) -> datetime:
    """Return the moment a step is due: the hour on the branch's own clock, 09.00 without one."""
    return datetime.combine(day, hour or MORNING, branch.zone)
