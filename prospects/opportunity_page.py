"""What the page of one opportunity shows, as ready strings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.formats import date_words, day_and_month, hour, relative_day, short_date
from core.marks import stage_ring
from core.money import format_rupiah, short_rupiah
from org.access.permissions import Permission as P
from org.calendars import holidays_between
from org.models import User
from products.types import Kind
from prospects import pipeline
from prospects.cards import held_up_words, holder_label, position_words
from prospects.contact_links import contact_of
from prospects.models import (
    Disbursement,
    FileHolder,
    FilePosition,
    Milestone,
    Opportunity,
    OpportunityState,
)
from prospects.models.opportunity import HOLDER_TARGET_DAYS
from prospects.panels import Visit, blocks_for
from prospects.pipeline.disbursements import is_ready
from prospects.pipeline.files import HORIZON, analysts_of, holders_for, working_day
from prospects.pipeline.milestones import RUNG_OF, permissions_for

# Who usually gets the file next, by rung; the rest is behind *Lainnya*.
LIKELY: dict[str, tuple[FileHolder, ...]] = {
    "documents": (FileHolder.OFFICER, FileHolder.SLIK, FileHolder.APPRAISER, FileHolder.ANALYST),
    "analysis": (FileHolder.APPROVER, FileHolder.APPRAISER, FileHolder.OFFICER),
    "decision": (FileHolder.ANALYST, FileHolder.OFFICER),
    "sppk": (FileHolder.CUSTOMER, FileHolder.NOTARY, FileHolder.CREDIT_ADMINISTRATION),
    "signing": (FileHolder.OFFICER, FileHolder.NOTARY, FileHolder.CUSTOMER),
}
USUAL = (FileHolder.CUSTOMER, FileHolder.OFFICER, FileHolder.SLIK)
BAR = 460  # units of the drawing


@dataclass(frozen=True)
class Look:
    """Whose page it is, who looks and when."""

    row: Opportunity
    user: User
    now: datetime
    today: date

    def url(self, name: str, *args: str) -> str:
        """Return the address of an action on this opportunity."""
        return reverse(f"prospects:{name}", args=[self.row.public_id, *args])


@dataclass(frozen=True)
class Step:
    """One rung of the stage bar."""

    label: str
    note: str
    css: str
    is_now: bool


def _reached(row: Opportunity) -> dict[str, date]:
    """Return when each rung was last come to, from the states."""
    states = OpportunityState.objects.system("stage bar of a reachable row").filter(opportunity=row)
    reached: dict[str, date] = {}
    last = ""
    for stage, since in states.order_by("valid_from", "pk").values_list("stage", "valid_from"):
        if stage != last:
            reached[stage] = row.branch.local_date(since)
        last = stage
    return reached


def steps(look: Look, milestones: dict[str, Milestone], part: str = "") -> list[Step]:
    """Return the stage bar: what is behind with its date, where it stands, what is to come.

    `part` is how much of a loan is paid out ("60%") while money is still to follow.
    """
    row = look.row
    ladder, at = row.product.type, row.product.type.position(row.stage)
    reached = _reached(row)
    reached |= {RUNG_OF[k]: m.reached_on for k, m in milestones.items() if k in RUNG_OF}
    found = []
    for place, stage in enumerate(ladder):
        when = reached.get(stage.code)
        note = day_and_month(when) if when and place < at else ""
        if place == at:
            since = _("since %(day)s") % {"day": day_and_month(row.stage_since)}
            note = _("in part, %(share)s") % {"share": part} if part else since
        if stage == ladder.won and place > at and row.expected_close_on:
            note = _("planned %(day)s") % {"day": day_and_month(row.expected_close_on)}
        css = "ao-d" if place < at or row.status == "won" else "ao-c" if place == at else ""
        found.append(Step(str(stage.label), note, css, place == at))
    return found


def file_strip(look: Look) -> dict[str, Any] | None:
    """Return the strip of *posisi berkas*; None where no file is under way."""
    row = look.row
    if row.status != Opportunity.Status.OPEN:
        return None
    may = look.user.may(P.FILE_HAND_OVER)
    if not row.holder and not may:
        return None
    strip: dict[str, Any] = {"holder": holder_label(row.holder) or _("Nobody yet"), "chips": []}
    if row.analyst:
        strip["person"] = row.analyst.full_name
    if row.holder and row.holder_since and row.holder_due_on:
        strip |= _target(row, look.today)
    if may:
        strip |= _chips(look)
    return strip


def _target(row: Opportunity, today: date) -> dict[str, Any]:
    since = row.holder_since or today
    closed = holidays_between(row.branch, since, today + HORIZON)
    day, target = working_day(since, today, closed), HOLDER_TARGET_DAYS[row.holder]
    words = position_words(row, today, closed)
    is_late = words.tone == "bad"
    return {
        "since": short_date(since),
        "day": _("working day %(day)d") % {"day": day},
        "target": _("of target %(target)d") % {"target": target},
        "value": min(day, target),
        "max": target,
        "is_late": is_late,
        "late": held_up_words(day - target).capitalize() if is_late and day > target else "",
        "aria": _("Working day %(day)d of %(target)d") % {"day": day, "target": target},
    }


def _chips(look: Look) -> dict[str, Any]:
    """Return the likely next holders, and the address of the rest."""
    row = look.row
    allowed = [code for code in holders_for(look.user) if code != row.holder]
    likely = [code for code in LIKELY.get(row.stage, USUAL) if code in allowed][:4]
    if FileHolder.ANALYST in likely and len(analysts_of(row.branch)) != 1:
        likely.remove(FileHolder.ANALYST)
    return {
        "chips": [(str(code), holder_label(code)) for code in likely],
        "more": set(allowed) != set(likely),
    }


def milestone_rows(look: Look, milestones: dict[str, Milestone]) -> list[dict[str, Any]]:
    """Return the dated facts, each with the address that records it for who may."""
    if look.row.product.type.kind != Kind.CREDIT:
        return []
    is_open = look.row.status == Opportunity.Status.OPEN
    found = []
    for kind in Milestone.Kind:
        fact = milestones.get(kind)
        may = is_open and any(look.user.may(permission) for permission in permissions_for(kind))
        found.append(
            {
                "label": str(kind.label),
                "value": day_and_month(fact.reached_on) if fact else "",
                "reference": fact.reference if fact else "",
                "url": look.url("milestone-record", str(kind)) if may else "",
            }
        )
    return found


def _part(look: Look, row: Disbursement) -> dict[str, Any]:
    """Return one line of the disbursements panel."""
    words = _("%(day)s · recorded by %(who)s, %(at)s") % {
        "day": short_date(row.disbursed_on) + f" {row.disbursed_on.year}",
        "who": row.entered_by.full_name,
        "at": _moment(row.entered_at, look),
    }
    is_mine = look.user.pk in {row.entered_by_id, look.row.owner_id}
    decides = look.user.may(P.DISBURSEMENT_CONFIRM) and not is_mine
    waits = row.state == Disbursement.State.AWAITING
    counted = row.state == Disbursement.State.CONFIRMED
    reverses = look.user.may(P.REPORT_REVIEW) and look.user.pk != look.row.owner_id
    return {
        "amount": format_rupiah(row.amount),
        "account": f"•••• {row.account_tail}" if row.account_tail else "",
        "account_url": reverse("prospects:account-reveal", args=[row.public_id])
        if row.account_tail and look.user.may(P.IDENTITY_REVEAL)
        else "",
        "state": str(Disbursement.State(row.state).label),
        "tone": {"awaiting": "warn", "confirmed": "ok"}.get(row.state, ""),
        "icon": {"awaiting": "hourglass", "confirmed": "circle-check"}.get(row.state, "circle-x"),
        "words": words,
        "decided": _decided(look, row),
        "note": row.note,
        "waits": waits,
        "version": row.version,
        "confirm_url": look.url("disbursement-confirm", row.public_id) if waits and decides else "",
        "refuse_url": look.url("disbursement-refuse", row.public_id) if waits and decides else "",
        "reverse_url": look.url("disbursement-reverse", row.public_id)
        if counted and reverses
        else "",
    }


def _decided(look: Look, row: Disbursement) -> str:
    if row.decided_by is None or row.decided_by_id == row.entered_by_id or not row.decided_at:
        return ""
    return f"{row.decided_by.full_name}, {_moment(row.decided_at, look)}"


def _moment(at: datetime, look: Look) -> str:
    local = at.astimezone(look.row.branch.zone)
    return f"{day_and_month(local.date())} {hour(local)}"


def money(look: Look) -> dict[str, Any]:
    """Return the disbursements panel: parts, bar, and what may be recorded."""
    row = look.row
    rows = Disbursement.objects.visible_to(look.user).filter(opportunity=row)
    parts = list(rows.select_related("entered_by", "decided_by").order_by("disbursed_on", "pk"))
    confirmed = sum((p.amount for p in parts if p.state == "confirmed"), start=Decimal(0))
    waiting = sum((p.amount for p in parts if p.state == "awaiting"), start=Decimal(0))
    whole = max(row.amount, confirmed + waiting, Decimal(1))
    may = look.user.may(P.DISBURSEMENT_CLAIM) or look.user.may(P.DISBURSEMENT_CONFIRM)
    is_full = row.product.type.kind == Kind.CREDIT and confirmed + waiting >= row.amount
    is_credit = row.product.type.kind == Kind.CREDIT
    done = int(BAR * confirmed / whole)
    return {
        "title": _("Disbursement") if is_credit else _("Funds received"),
        "parts": [_part(look, part) for part in parts],
        "sum": _("%(done)s of %(whole)s")
        % {"done": short_rupiah(confirmed), "whole": short_rupiah(row.amount)},
        "waiting": sum(1 for part in parts if part.state == "awaiting"),
        "bar": {"done": done, "wait_x": done + 2 if done else 0,
                "wait": max(int(BAR * waiting / whole) - 2, 0)},
        "bar_label": _("%(done)s confirmed, %(wait)s awaiting confirmation, of %(whole)s")
        % {"done": format_rupiah(confirmed), "wait": format_rupiah(waiting),
           "whole": format_rupiah(row.amount)},
        "part": f"{int(100 * confirmed / whole)}%"
        if is_credit and 0 < confirmed < row.amount
        else "",
        "add_url": look.url("disbursement-add") if may and is_ready(row) and not is_full else "",
        "add_label": _("Record disbursement") if is_credit else _("Record funds received"),
        "is_credit": is_credit,
    }  # fmt: skip


def journey(look: Look) -> list[dict[str, str]]:
    """Return where the file lay, newest first, with the days of each stay."""
    stays = FilePosition.objects.filter(opportunity=look.row).select_related("by")
    found = []
    for stay in stays.order_by("-since")[:8]:
        since = look.row.branch.local_date(stay.since)
        until = look.row.branch.local_date(stay.until) if stay.until else None
        found.append(
            {
                "holder": holder_label(stay.holder),
                "since": day_and_month(since),
                "until": day_and_month(until) if until else _("now"),
                "tone": "ao-cbad" if (until or look.today) > stay.due_on else "",
            }
        )
    return found


def _forward(look: Look) -> dict[str, str] | None:
    """Return the primary button: the next free rung, when there is one."""
    row, ladder = look.row, look.row.product.type
    if not pipeline.allowed_stages(row) or not look.user.may(P.OPPORTUNITY_CHANGE):
        return None
    later = [s for s in ladder.ladder[ladder.position(row.stage) + 1 :] if not s.is_confirmed]
    if not later:
        return None
    return {"code": later[0].code, "label": _("Submit to %(stage)s") % {"stage": later[0].label}}


def _actions(look: Look) -> dict[str, Any]:
    row = look.row
    is_open = row.status == Opportunity.Status.OPEN
    changes = look.user.may(P.OPPORTUNITY_CHANGE)
    if not changes:
        return {}
    if is_open:
        end = look.url("opportunity-end")
        return {
            "edit": look.url("opportunity-edit"),
            "pause": look.url("opportunity-pause"),
            "bank": f"{end}?kind=bank",
            "customer": f"{end}?kind=customer",
            "move": look.url("opportunity-move") if pipeline.allowed_stages(row) else "",
        }
    return {"reopen": look.url("opportunity-reopen")} if row.status == "lost" else {}


def _details(look: Look) -> list[tuple[str, str]]:
    row = look.row
    pairs = [
        (_("Owner"), row.owner.full_name),
        (_("Branch"), row.branch.name),
        (_("Product"), row.product.name),
        (_("Amount"), format_rupiah(row.amount)),
        (_("Expected close"), date_words(row.expected_close_on) if row.expected_close_on else "–"),
        (_("Logged"), date_words(row.created_on)),
    ]
    if row.analyst:
        pairs.append((_("Analyst"), row.analyst.full_name))
    if row.closed_on:
        pairs.append((_("Closed"), date_words(row.closed_on)))
    return [(label, str(value)) for label, value in pairs]


def _ring(row: Opportunity) -> SafeString:
    ladder = row.product.type
    return stage_ring(ladder.position(row.stage), len(ladder.ladder) - 1, row.status)


def page(look: Look) -> dict[str, Any]:
    """Return everything but the timeline."""
    row = look.row
    facts = {str(m.kind): m for m in Milestone.objects.filter(opportunity=row)}
    age = ((row.closed_on or look.today) - row.created_on).days
    visit = Visit(row.prospect, look.user, look.now, look.today, row)
    is_seen = visit.sees_person
    paid = money(look)
    return {
        "name": row.prospect.name,
        "number": row.prospect.number,
        "prospect_url": reverse("prospects:prospect-detail", args=[row.prospect.public_id])
        if is_seen
        else "",
        "contact": contact_of(row.prospect) if is_seen else {},
        "stage": str(row.rung.label),
        "ring": _ring(row),
        "product": row.product.name,
        "amount": short_rupiah(row.amount),
        "amount_full": format_rupiah(row.amount),
        "age": _("%(n)d days") % {"n": age} if age != 1 else _("1 day"),
        "steps": steps(look, facts, paid["part"]),
        "strip": file_strip(look),
        "blocks": blocks_for(visit),
        "milestones": milestone_rows(look, facts),
        "money": paid,
        "journey": journey(look),
        "forward": _forward(look),
        "actions": _actions(look),
        "details": _details(look),
        "version": row.version,
        "paused": date_words(row.paused_until)
        if row.paused_until and row.paused_until > look.today
        else "",
        "ending": _ending(look),
    }


def _ending(look: Look) -> dict[str, str] | None:
    """Return how it ended, for a lost opportunity."""
    row = look.row
    if row.status != Opportunity.Status.LOST or row.closed_on is None:
        return None
    reason = row.loss_reason
    return {
        "title": str(reason.get_kind_display()) if reason else _("Ended"),
        "reason": reason.label(look.user.language) if reason else "",
        "note": row.loss_note,
        "when": relative_day(row.closed_on, look.today),
    }
