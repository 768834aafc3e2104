"""Writing a letter before it is issued: from an opportunity, from a decision, from a round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.public_id import new_public_id
from core.versioning import StaleError
from documents.checklist import checklist_of
from offers.letters import figures, ruling
from offers.letters.figures import Guard, Terms
from offers.letters.numbers import setting_of
from offers.letters.states import may_take
from offers.models import (
    Letter,
    LetterKind,
    LetterLanguage,
    LetterRound,
    LetterState,
    SavedSimulation,
)
from offers.promotions.services import grant_of, offered, refuse_foreign
from org.models import User
from products.calculators.arithmetic import CalculationError
from products.forms.base import REFUSALS, typical
from prospects.models import Opportunity, Proposal, Prospect
from prospects.restriction import refuse_locked

REASON = "letters of an opportunity in reach"
PRICED = (LetterKind.OFFER, LetterKind.SPPK)
TEXTS = ("language", "recipient", "address", "attention", "copies", "purpose", "collateral",
         "conditions", "valid_until", "reason")  # fmt: skip
PROMISED = ("promotion",)
TALKED = ("amount", "months", "rate", "fixed_months", "floating_rate")
FIGURES = (*TALKED, *figures.OF_LETTERS)


def why_not(opportunity: Opportunity, kind: str, *, today: date) -> str:
    """Return why no letter of this kind may be written for the opportunity; empty when one may."""
    person = opportunity.prospect
    if opportunity.archived_at is not None or person.archived_at is not None:
        return _("This prospect is archived. Take it out of the archive first.")
    if kind == LetterKind.SPPK:
        return str(ruling.ONLY)
    if kind == LetterKind.REFUSAL:
        reason = opportunity.loss_reason
        is_refused = opportunity.status == Opportunity.Status.LOST and reason is not None
        if not is_refused or reason is None or reason.kind != reason.Kind.BANK:
            return _("A refusal is written after the bank has refused the application.")
        return ""
    if opportunity.status != Opportunity.Status.OPEN:
        return _("This opportunity has ended.")
    if kind == LetterKind.PROFILE and person.kind != Prospect.Kind.COMPANY:
        return _("A profile is written for a company or institution.")
    if kind == LetterKind.PAPERS and not checklist_of(opportunity, today=today).open:
        return _("No required paper is missing.")
    return ""


def starting_values(opportunity: Opportunity, kind: str, *, today: date) -> dict[str, Any]:
    """Return what the form of a new letter starts with: the proposal at the bank's own rate."""
    person, setting = opportunity.prospect, setting_of(kind)
    values: dict[str, Any] = {
        "language": LetterLanguage.INDONESIAN, "recipient": person.name,
        "address": person.address, "valid_until": today + timedelta(days=setting.valid_days),
    }  # fmt: skip
    if kind == LetterKind.OFFER:
        grant = grant_of(opportunity)
        values["promotion"] = grant.promotion if grant else None
    if kind not in PRICED:
        return values
    proposal = Proposal.objects.system(REASON).filter(opportunity=opportunity).first()
    months = proposal.months if proposal else typical(opportunity.product)[1]
    sheet = figures.sheet_of(opportunity.product, opportunity.amount, months, today)
    values |= {"amount": opportunity.amount, "months": months}
    if sheet is not None:
        values |= {"rate": sheet.rate, "fixed_months": sheet.fixed_months,
                   "floating_rate": sheet.floating_rate}  # fmt: skip
    if proposal is not None:
        values |= {"purpose": proposal.purpose, "price": proposal.price}
        values["rate"] = values.get("rate") if proposal.rate is None else proposal.rate
    return values


def simulated_values(simulation: SavedSimulation) -> dict[str, Any]:
    """Return the terms of a kept simulation of a loan, so that the letter says what was shown."""
    told = simulation.terms
    handover = told.get("handover_on", "")
    (rate, fixed), *later = told["periods"]
    values: dict[str, Any] = {
        "amount": Decimal(told["principal"]), "months": told["months"], "rate": Decimal(rate),
        "price": Decimal(told["price"]) if told["price"] else None,
        "fixed_months": None, "floating_rate": None,
        "is_new_home": told.get("is_new_home", False),
        "handover_on": date.fromisoformat(handover) if handover else None,
        "has_used_relief": told.get("has_used_relief", False),
    }  # fmt: skip
    if later:
        values |= {"fixed_months": fixed, "floating_rate": Decimal(later[0][0])}
    return values


def whole_terms(values: Mapping[str, Any]) -> Terms | None:
    """Return the terms of typed or stored values; None while amount, months or rate is missing."""
    given = _given(values)
    if not given["amount"] or not given["months"] or given["rate"] is None:
        return None
    return Terms(**given)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures among typed or stored values; an answer not given is no."""
    given = {name: values.get(name) for name in FIGURES}
    return given | {name: bool(given[name]) for name in ("is_new_home", "has_used_relief")}


def check_terms(opportunity: Opportunity, values: dict[str, Any], today: date) -> Terms:
    """Return the terms, or raise ValidationError in the user's words beside their field."""
    for name in ("amount", "months", "rate"):
        if values.get(name) is None:
            raise ValidationError({name: _("Fill this in.")})
    terms = Terms(**_given(values))
    if bool(terms.fixed_months) != (terms.floating_rate is not None):
        raise ValidationError(
            {"floating_rate": _("Give both: months the rate is fixed and the rate after.")}
        )
    if terms.price is not None and terms.price < terms.amount:
        raise ValidationError({"price": _("The price must not be below the amount.")})
    if terms.is_new_home and terms.price is None:
        raise ValidationError({"price": _("PPN of a new home is counted of its price.")})
    try:
        figures.frozen(opportunity.product, terms, today)
    except CalculationError as refusal:
        raise ValidationError({"months": REFUSALS.get(refusal.code, str(refusal))}) from refusal
    return terms


def check_promotion(
    opportunity: Opportunity, kind: str, values: Mapping[str, Any], today: date
) -> None:
    """Raise ValidationError where a promotion is named that does not hold for the file."""
    promotion = values.get("promotion")
    if promotion is None:
        return
    if kind != LetterKind.OFFER:
        raise ValidationError({"promotion": _("A promotion belongs to an offer letter.")})
    refuse_foreign(opportunity, promotion, today)


def _measured(letter: Letter, today: date) -> Guard | None:
    """Write beside the terms what they are held to and what they cost; None without terms."""
    terms = figures.terms_of(letter)
    if terms is None:
        return None
    product = letter.opportunity.product
    guard = figures.guard_of(product, terms, today)
    letter.sheet_rate, letter.margin = guard.sheet, figures.margin_of(product, terms, today)
    return guard


def guard_of(letter: Letter, today: date) -> Guard | None:
    """Return the limits a letter is held to; None where it promises no rate, or a decision did."""
    terms = figures.terms_of(letter)
    if terms is None or letter.kind != LetterKind.OFFER:
        return None
    return figures.guard_of(letter.opportunity.product, terms, today)


@transaction.atomic
def write(
    opportunity: Opportunity, kind: str, values: dict[str, Any], *, actor: User, now: datetime,
    today: date,
) -> Letter:  # fmt: skip
    """Write a draft. Raises ValidationError in the user's words."""
    refuse_locked(opportunity.prospect)
    refusal = why_not(opportunity, kind, today=today)
    if refusal:
        raise ValidationError(refusal)
    return draft(opportunity, kind, values, actor=actor, now=now, today=today)


def draft(
    opportunity: Opportunity, kind: str, values: dict[str, Any], *, actor: User, now: datetime,
    today: date, **more: Any,
) -> Letter:  # fmt: skip
    """Write a draft of any kind, inside a transaction that has asked whether there may be one.

    `more` are columns nobody types. Raises ValidationError in the user's words.
    """
    held = Opportunity.objects.system(REASON).select_for_update(of=("self",))
    row = held.select_related("prospect", "product", "branch", "owner").get(pk=opportunity.pk)
    kept = {name: values[name] for name in (*TEXTS, *FIGURES, *PROMISED) if name in values}
    if kind in PRICED:
        check_terms(row, kept, today)
    check_promotion(row, kind, kept, today)
    public_id = new_public_id()
    letter = Letter(
        public_id=public_id, prospect=row.prospect, opportunity=row, kind=kind,
        owner_id=row.owner_id, branch_id=row.branch_id, created_at=now, created_by=actor,
        updated_at=now, **{"thread": public_id} | kept | more,
    )  # fmt: skip
    _measured(letter, today)
    letter.full_clean(exclude=["owner", "branch", "prospect", "opportunity", "created_by"])
    letter.save(force_insert=True)
    return letter


@transaction.atomic
def change(
    letter: Letter, values: dict[str, Any], *, version: int, actor: User, now: datetime,
    today: date,
) -> Letter:  # fmt: skip
    """Change a draft. Raises StaleError, or ValidationError in the user's words.

    The terms of an SPPK are those of its decision and stay.
    """
    refuse_locked(letter.prospect)
    if letter.version != version:
        raise StaleError(letter)
    if letter.state != LetterState.DRAFT:
        raise ValidationError(_("Only a draft can be changed."))
    if not may_take(letter, "issue", actor):
        raise PermissionDenied
    names = TEXTS if letter.kind == LetterKind.SPPK else (*TEXTS, *FIGURES, *PROMISED)
    kept = {name: values[name] for name in names if name in values}
    if letter.kind == LetterKind.OFFER:
        check_terms(letter.opportunity, kept, today)
    check_promotion(letter.opportunity, letter.kind, kept, today)
    if letter.kind == LetterKind.SPPK:
        kept = ruling.within(letter, kept)
    for name, value in kept.items():
        setattr(letter, name, value)
    _measured(letter, today)
    measured = {"sheet_rate": letter.sheet_rate, "margin": letter.margin}
    return letter.save_version(version, **kept, **measured, updated_at=now)


@transaction.atomic
def revise(
    letter: Letter, asked: LetterRound | None, *, actor: User, now: datetime, today: date
) -> Letter:
    """Write the next letter of a negotiation, with what was asked for last.

    The one before stays in force until the new one is issued. A second press returns the draft.
    """
    refuse_locked(letter.prospect)
    if letter.kind == LetterKind.SPPK:
        raise ValidationError(ruling.ONLY)
    if letter.state not in (LetterState.ISSUED, LetterState.SENT, LetterState.EXPIRED,
                            LetterState.DECLINED):  # fmt: skip
        raise ValidationError(_("Change the draft itself."))
    refusal = why_not(letter.opportunity, letter.kind, today=today)
    if refusal:
        raise ValidationError(refusal)
    drafts = Letter.objects.system(REASON).filter(replaces=letter, state=LetterState.DRAFT)
    there = drafts.first()
    if there is not None:
        return there
    values = {name: getattr(letter, name) for name in (*TEXTS, *FIGURES) if name != "reason"}
    days = setting_of(letter.kind).valid_days
    values["valid_until"] = today + timedelta(days=days)
    if letter.kind == LetterKind.OFFER:
        still = offered(letter.opportunity, today).filter(pk=letter.promotion_id or 0)
        values["promotion"] = still.first()
    if asked is not None:
        values |= {name: getattr(asked, name) for name in TALKED}
    return draft(
        letter.opportunity, letter.kind, values, actor=actor, now=now, today=today,
        thread=letter.thread, replaces=letter,
    )  # fmt: skip
