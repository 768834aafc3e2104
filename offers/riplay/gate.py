"""The akad asks for a confirmed RIPLAY personal of its terms, or for a waiver of the head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.money import format_rupiah
from offers.decisions.terms import decision_terms
from offers.models import Riplay, RiplayRule, RiplayWaiver
from org import audit
from org.access.permissions import Permission as P
from org.models import User
from products.answers import rate_words
from products.forms import term_words
from products.types import Kind
from prospects.models import Milestone, Opportunity, TimelineEntry
from prospects.pipeline.base import lock, require, require_open, tell

REASON = "what the akad of a file in reach asks for"


@dataclass(frozen=True)
class Terms:
    """What is signed: rupiah, months and % a year; None where nothing is known of it."""

    amount: Decimal
    months: int | None = None
    rate: Decimal | None = None

    def fits(self, told: dict[str, object]) -> bool:
        """Tell whether the terms of a kept simulation are these."""
        periods = told.get("periods")
        first = periods[0][0] if isinstance(periods, list) and periods else None
        return (
            Decimal(str(told.get("principal") or 0)) == self.amount
            and (self.months is None or told.get("months") == self.months)
            and (self.rate is None or (first is not None and Decimal(str(first)) == self.rate))
        )

    def words(self) -> str:
        """Return *Rp500.000.000, 15 tahun, 9%*."""
        parts = [format_rupiah(self.amount)]
        parts += [term_words(self.months)] if self.months else []
        parts += [rate_words(self.rate)] if self.rate is not None else []
        return ", ".join(parts)


def is_asked(opportunity: Opportunity, day: date) -> bool:
    """Tell whether the bank asks for it on `day`; of loans only, deposits have no akad."""
    if opportunity.product.type.kind != Kind.CREDIT:
        return False
    rule = RiplayRule.objects.on(day).first()
    return rule is not None and rule.is_required


def terms_now(opportunity: Opportunity) -> Terms:
    """Return the present terms of a file: those of its decision, else its amount."""
    told = decision_terms(opportunity)
    if told is None:
        return Terms(opportunity.amount)
    return Terms(told.amount, told.months, told.rate)


def confirmed(opportunity: Opportunity, terms: Terms, day: date) -> Riplay | None:
    """Return the newest RIPLAY of these terms that the customer confirmed by `day`."""
    rows = Riplay.objects.system(REASON).acknowledged().filter(
        opportunity=opportunity, product=opportunity.product, acknowledged_on__lte=day
    )  # fmt: skip
    found = rows.defer("content", "pdf").select_related("simulation").order_by("-pk")
    return next((row for row in found if terms.fits(row.simulation.terms)), None)


def waiver_of(opportunity: Opportunity) -> RiplayWaiver | None:
    """Return the waiver of a file in reach."""
    rows = RiplayWaiver.objects.system(REASON).filter(opportunity=opportunity)
    return rows.select_related("waived_by").first()


def ask(opportunity: Opportunity, terms: Terms, day: date) -> None:
    """Raise ValidationError where the akad of `day` lacks what it asks for."""
    if not is_asked(opportunity, day) or confirmed(opportunity, terms, day):
        return
    if waiver_of(opportunity) is not None:
        return
    text = _("The customer has not confirmed a RIPLAY of these terms: %(terms)s. Make one from a"
             " simulation of them, or let the branch head waive it with a reason.")  # fmt: skip
    raise ValidationError(text % {"terms": terms.words()}, code="riplay")


def before_signing(opportunity: Opportunity, kind: str, today: date) -> None:
    """Refuse to record the akad by hand without it."""
    if kind == Milestone.Kind.SIGNING:
        ask(opportunity, terms_now(opportunity), today)


@transaction.atomic
def waive(opportunity: Opportunity, reason: str, *, actor: User, now: datetime) -> RiplayWaiver:
    """Let the akad pass without it, once for a file. Whoever owns the file does not waive it."""
    require(actor, P.RIPLAY_WAIVE)
    row = lock(opportunity)
    require_open(row)
    if actor.pk == row.owner_id:
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this akad needs no RIPLAY.")})
    if waiver_of(row) is not None:
        raise ValidationError(_("This was waived already."))
    made = RiplayWaiver.objects.system(REASON).create(
        opportunity=row, owner=row.owner, branch=row.branch, reason=reason.strip(), waived_at=now,
        waived_by=actor,
    )  # fmt: skip
    audit.record("riplay_waived", actor=actor, at=now, object_type="opportunity",
                 object_id=row.public_id, branch=row.branch)  # fmt: skip
    tell("riplay_waived", row, actor=actor, now=now, group=TimelineEntry.Group.FILE,
         body=made.reason)  # fmt: skip
    return made
