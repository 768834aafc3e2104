"""Rows of the day as ready strings: the templates' loops compute nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.formats import hour, late_words, long_date
from core.money import short_rupiah
from core.public_id import new_public_id
from followups import links
from followups.hours import Hours
from followups.models import FollowUp
from followups.outcomes import OUTCOMES, Outcome, outcome_label
from followups.words import (
    channel_words,
    day_words,
    due_words,
    moved_words,
    step_words,
    time_left,
    what_words,
    when_words,
)
from org.models import User

ICONS = {
    "call": "phone",
    "visit": "map-pin",
    "whatsapp": "brand-whatsapp",
    "mail": "mail",
    "meeting": "users",
}


@dataclass(frozen=True)
class LateRow:
    """One late step."""

    name: str
    url: str
    late: str
    detail: str
    call_url: str
    call_label: str
    tomorrow_url: str
    tomorrow_value: str
    tomorrow_label: str


@dataclass(frozen=True)
class AgendaRow:
    """One step of today, or of a day to come."""

    url: str
    time: str
    name: str
    detail: str
    css: str
    is_done: bool


@dataclass(frozen=True)
class NextCard:
    """The step at hand, large."""

    hour: str
    pill: str
    channel: str
    name: str
    name_url: str
    about: str
    what: str
    barred: str
    call_url: str
    chat_url: str
    route_url: str
    outcome_url: str


@dataclass(frozen=True)
class OutcomeButton:
    """One outcome with the step it leads to."""

    code: str
    icon: str
    css: str
    label: str
    what: str
    when: str
    hour: str = ""  # proposed from earlier calls, as 16:00
    basis: str = ""


def outcome_url(step: FollowUp) -> str:
    """Return where the outcome of a step is recorded."""
    return reverse("followups:outcome", args=[step.public_id])


def _about(step: FollowUp) -> str:
    """Return product, amount and place."""
    parts = []
    if step.opportunity:
        parts.append(step.opportunity.product.name)
        if step.opportunity.amount:
            parts.append(short_rupiah(step.opportunity.amount))
    parts.append(step.prospect.address or step.prospect.company)
    return " · ".join(part for part in parts if part)


def late_row(step: FollowUp, today: date, tomorrow: date) -> LateRow:
    """Return a late step with its one-tap move."""
    name = step.prospect.name
    detail = [links.barred(step.prospect), step_words(step), moved_words(step)]
    return LateRow(
        name=name,
        url=outcome_url(step),
        late=late_words(step.due_on, today),
        detail=" · ".join(part for part in detail if part),
        call_url=links.call(step.prospect),
        call_label=_("Call %(name)s") % {"name": name},
        tomorrow_url=reverse("followups:tomorrow", args=[step.public_id]),
        tomorrow_value=f"{step.version}:{new_public_id()}",
        tomorrow_label=_("Move %(name)s to %(day)s")
        % {"name": name, "day": day_words(tomorrow, today)},
    )


def agenda_row(step: FollowUp, *, is_next: bool = False) -> AgendaRow:
    """Return a step of today; one that is done says with what outcome."""
    is_done = not step.is_open
    words = (
        [channel_words(step.channel), outcome_label(step.channel, step.outcome)]
        if is_done
        else [what_words(step), moved_words(step)]
    )
    return AgendaRow(
        url=links.prospect_page(step.prospect) if is_done else outcome_url(step),
        time=hour(step.local_due) if step.is_timed else "–",
        name=step.prospect.name,
        detail=" · ".join(part for part in words if part),
        css="ao-done" if is_done else "ao-now" if is_next else "",
        is_done=is_done,
    )


def coming_row(step: FollowUp, today: date) -> AgendaRow:
    """Return a step of a day to come."""
    return AgendaRow(
        url=outcome_url(step),
        time=capfirst(due_words(step, today)),
        name=step.prospect.name,
        detail=what_words(step),
        css="",
        is_done=False,
    )


def next_card(step: FollowUp, now: datetime, user: User, bank_name: str) -> NextCard:
    """Return the step at hand with the ways to reach the customer."""
    prospect = step.prospect
    return NextCard(
        hour=hour(step.local_due) if step.is_timed else _("Today"),
        pill=time_left(step, now) if step.is_timed else _("any hour"),
        channel=channel_words(step.channel),
        name=prospect.name,
        name_url=links.prospect_page(prospect),
        about=_about(step),
        what=step.note or step_words(step),
        barred=links.barred(prospect),
        call_url=links.call(prospect),
        chat_url=links.chat(prospect, user, bank_name),
        route_url=links.route(prospect),
        outcome_url=outcome_url(step),
    )


def outcome_buttons(
    channel: str, today: date, holidays: set[date], hours: Hours
) -> list[OutcomeButton]:
    """Return the outcomes of a channel, each with its own next step and date."""
    return [_button(outcome, today, holidays, hours) for outcome in OUTCOMES[channel]]


def _button(outcome: Outcome, today: date, holidays: set[date], hours: Hours) -> OutcomeButton:
    day, at = outcome.due(today, holidays)
    proposal = hours.on(day) if outcome.is_missed_call else None
    return OutcomeButton(
        code=outcome.code,
        icon=outcome.icon,
        css="ao-ok" if outcome.icon == "user-check" else "",
        label=str(outcome.label),
        what=str(outcome.purpose.label),
        when=when_words(day, proposal.hour if proposal else at, today),
        hour=f"{proposal.hour:%H:%M}" if proposal else "",
        basis=proposal.words if proposal else "",
    )


def day_title(today: date) -> str:
    """Return *Rabu, 18 November*."""
    return long_date(today).rsplit(" ", 1)[0]
