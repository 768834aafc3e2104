"""Ready strings for opportunities: board cards, list rows and the words they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import object_url
from core.business_days import business_days_between
from core.formats import day_and_month, hour, late_words, relative_day, short_date
from core.marks import icon, stage_ring
from core.money import format_rupiah, short_rupiah
from org.models import Holiday, User
from prospects.models import FileHolder, Opportunity, Prospect
from prospects.models.opportunity import HOLDER_TARGET_DAYS
from prospects.pipeline.files import HORIZON, working_day
from prospects.restriction import shown_name

Calendar = Mapping[int, set[date]]
TONES = {"": "", "warn": " ao-cwarn", "bad": " ao-cbad"}


@dataclass(frozen=True)
class Words:
    """A short text with its tone (nothing, warn or bad) and what is never cut off behind it."""

    text: str
    tone: str = ""
    tail: str = ""

    def __str__(self) -> str:
        return f"{self.text} {self.tail}".strip()

    @property
    def css(self) -> str:
        """The colour class that goes with the word and its icon."""
        return TONES[self.tone]


def calendars(rows: Iterable[Opportunity]) -> Calendar:
    """Return the closed days of every branch that has a file under way, in one query."""
    held = [row for row in rows if row.holder and row.holder_since]
    closed: dict[int, set[date]] = defaultdict(set)
    if not held:
        return closed
    branches = {row.branch_id for row in held}
    first = min(row.holder_since for row in held if row.holder_since)
    last = max(row.holder_due_on or first for row in held) + HORIZON
    days = Holiday.objects.filter(is_bank_holiday=True, day__range=(first, last))
    days = days.filter(Q(branch=None) | Q(branch__in=branches))
    for branch_id, day in days.values_list("branch_id", "day"):
        for branch in branches if branch_id is None else {branch_id}:
            closed[branch].add(day)
    return closed


def holder_label(code: str) -> str:
    """Return the short name of a holder, as it stands on a chip."""
    if code == FileHolder.OFFICER:
        return _("AO")
    return str(FileHolder(code).label) if code in FileHolder.values else ""


def held_up_words(days: int) -> str:
    """Return `tertahan 2 hari`."""
    return ngettext("held up %(n)d day", "held up %(n)d days", days) % {"n": days}


def position_words(row: Opportunity, today: date, closed: set[date]) -> Words:
    """Return `Penilai, hari 4 dari 5`, red `Nasabah, tertahan 2 hari` past the target."""
    if not row.holder or row.holder_since is None or row.holder_due_on is None:
        return Words("")
    label = holder_label(row.holder)
    if row.holder_due_on < today:
        late = max(1, business_days_between(row.holder_due_on, today, closed))
        return Words(f"{label},", "bad", held_up_words(late))
    day = working_day(row.holder_since, today, closed)
    words = _("day %(day)d of %(target)d") % {"day": day, "target": HOLDER_TARGET_DAYS[row.holder]}
    return Words(f"{label},", "", words)


def step_words(prospect: Prospect, now: datetime, zone: ZoneInfo) -> Words:
    """Return the next step and when; red once it is late, amber when nothing is planned."""
    if prospect.next_step_at is None:
        return Words(_("No next step"), "warn")
    at, today = prospect.next_step_at.astimezone(zone), now.astimezone(zone).date()
    step = prospect.next_step_words or _("Next step")
    if at.date() < today:
        return Words(f"{step},", "bad", late_words(at.date(), today))
    if at.date() == today:
        return Words(step, "", hour(at))
    is_near = (at.date() - today).days == 1
    return Words(step, "", relative_day(at.date(), today) if is_near else short_date(at.date()))


STEP_ICONS = {"": "calendar-event", "warn": "flag", "bad": "alert-triangle"}


@dataclass(frozen=True)
class Card:
    """One card of the board."""

    id: str
    url: str
    move_url: str
    end_url: str
    stage: str
    version: str
    name: str
    product: str
    amount: str
    amount_full: str
    step: str
    step_css: str
    step_tail: str
    step_icon: SafeString
    position: str
    position_css: str
    position_tail: str
    initials: str
    owner: str
    move_label: str


def card(
    row: Opportunity, *, now: datetime, today: date, closed: set[date], may_move: bool,
    with_owner: bool, user: User,
) -> Card:  # fmt: skip
    """Turn an opportunity, with product, prospect, branch and owner at hand, into a card."""
    step = step_words(row.prospect, now, row.branch.zone)
    position, name = position_words(row, today, closed), shown_name(row.prospect, user)
    step_icon = STEP_ICONS[step.tone]
    if row.paused_until and row.paused_until > today:
        step = Words(_("Paused until %(day)s") % {"day": day_and_month(row.paused_until)})
        step_icon = "player-pause"
    return Card(
        id=row.public_id,
        url=object_url("prospects:opportunity-detail", row.public_id),
        move_url=object_url("prospects:opportunity-move", row.public_id),
        end_url=object_url("prospects:opportunity-end", row.public_id),
        stage=row.stage,
        version=str(row.version),
        name=name,
        product=row.product.short_name,
        amount=short_rupiah(row.amount),
        amount_full=format_rupiah(row.amount),
        step=step.text,
        step_css=step.css,
        step_tail=step.tail,
        step_icon=icon(step_icon, "ao-icon-xs"),
        position=position.text,
        position_css=position.css,
        position_tail=position.tail,
        initials=row.owner.initials if with_owner else "",
        owner=row.owner.full_name,
        move_label=_("Move %(name)s") % {"name": name} if may_move else "",
    )


@dataclass(frozen=True)
class Row:
    """One row of the list."""

    id: str
    url: str
    name: str
    number: str
    product: str
    stage: str
    ring: SafeString
    amount: str
    amount_full: str
    owner: str
    position: str
    position_css: str
    step: str
    step_css: str
    when: str
    ended: str
    status: str
    cells: SafeString | str = ""
    pick: SafeString | str = ""


def _ending(row: Opportunity, language: str) -> str:
    if row.status == "lost" and row.loss_reason:
        return f"{row.loss_reason.get_kind_display()}: {row.loss_reason.label(language)}"
    return ""


def _row_position(row: Opportunity, today: date) -> Words:
    """Without a calendar: the day since when, which needs no working days."""
    if not row.holder or row.holder_since is None or row.holder_due_on is None:
        return Words("")
    label = holder_label(row.holder)
    if row.holder_due_on < today:
        since = day_and_month(row.holder_due_on)
        return Words(_("%(who)s, held up since %(day)s") % {"who": label, "day": since}, "bad")
    return Words(
        _("%(who)s until %(day)s") % {"who": label, "day": day_and_month(row.holder_due_on)}
    )


def list_row(row: Opportunity, *, now: datetime, today: date, user: User) -> Row:
    """Turn an opportunity into a row of the list."""
    ladder = row.product.type
    closed = row.closed_on or row.stage_since
    position = _row_position(row, today)
    is_open = row.status == "open"
    step = step_words(row.prospect, now, row.branch.zone) if is_open else Words("")
    return Row(
        id=row.public_id,
        url=object_url("prospects:opportunity-detail", row.public_id),
        name=shown_name(row.prospect, user),
        number=row.prospect.number,
        product=row.product.short_name,
        stage=str(row.rung.label),
        ring=stage_ring(ladder.position(row.stage), len(ladder.ladder) - 1, row.status),
        amount=short_rupiah(row.amount),
        amount_full=format_rupiah(row.amount),
        owner=row.owner.full_name,
        position=str(position),
        position_css=position.css,
        step=str(step),
        step_css=step.css,
        when=relative_day(closed, today),
        ended=_ending(row, user.language),
        status=str(Opportunity.Status(row.status).label),
    )


@cache
def card_icons() -> dict[str, str]:
    """Return what cards show again and again, made once; not at import, which needs no assets."""
    return {
        "icon_file": icon("folder-open", "ao-icon-xs"),
        "icon_menu": icon("dots", "ao-icon-s"),
        "icon_lock": icon("lock", "ao-icon-s"),
    }


def totals_words(count: int, amount: Decimal) -> str:
    """Return `65 peluang · Rp31,4 M`."""
    words = ngettext("%(n)s opportunity", "%(n)s opportunities", count)
    return f"{words % {'n': f'{count:,}'.replace(',', '.')}} · {short_rupiah(amount)}"
