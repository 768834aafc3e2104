"""Which products fit a need, and why: in words, from purpose, segment and the catalogue's rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from core import regions
from core.formats import date_words
from products import eligibility
from products.eligibility import Finding
from products.forms import term_words, typical
from products.models import Product
from prospects.models import Need
from prospects.needs.known import Known, Refusal

MOST = 3


@dataclass(frozen=True)
class Suggestion:
    """A product for a need. `reasons` speak for it, `obstacles` say what stands in the way.

    `missing` is what nobody answered yet, `findings` every rule that was asked, `assumed` with
    which term and place, `note` an earlier refusal.
    """

    product: Product
    reasons: tuple[str, ...]
    obstacles: tuple[str, ...]
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    assumed: str = ""
    note: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A product that serves the need and is not suggested, with the reason in words."""

    product: Product
    why: str


@dataclass(frozen=True)
class Fitting:
    """What is suggested for a need, the unhindered first, and what is left out."""

    suggested: tuple[Suggestion, ...]
    left_out: tuple[LeftOut, ...]


def fitting(need: Need, known: Known, products: Iterable[Product]) -> Fitting:
    """Return at most three products whose family serves the purpose, and what is left out.

    Left out is what the person has, applies for, or refused a short while ago.
    """
    found: list[Suggestion] = []
    left: list[LeftOut] = []
    for product in products:
        if need.purpose not in product.type.purposes:
            continue
        refusal = known.refusals.get(product.pk)
        why = known.why_held(product) or _why_not_again(refusal, known)
        if why:
            left.append(LeftOut(product, why))
        else:
            found.append(_judged(need, known, product, _said_before(refusal)))
    found.sort(key=lambda one: (len(one.obstacles), -len(one.reasons), one.product.position))
    return Fitting(tuple(found[:MOST]), tuple(left))


def _why_not_again(refusal: Refusal | None, known: Known) -> str:
    """Return until when it is not suggested again; empty once that day has come."""
    if refusal is None:
        return ""
    again = refusal.on + timedelta(days=settings.SUGGEST_AGAIN_DAYS)
    if known.today >= again:
        return ""
    return _("%(said)s, suggested again from %(day)s") % {
        "said": _said_before(refusal), "day": date_words(again)}  # fmt: skip


def _said_before(refusal: Refusal | None) -> str:
    if refusal is None:
        return ""
    words = {"day": date_words(refusal.on), "reason": refusal.reason}
    return _("refused on %(day)s: %(reason)s") % words


def _judged(need: Need, known: Known, product: Product, note: str) -> Suggestion:
    reasons = [_("meets: %(need)s") % {"need": need.get_purpose_display().lower()}]
    obstacles: list[str] = []
    segment = known.prospect.segment
    if product.segment and segment:
        if product.segment == segment:
            reasons.append(_("made for this segment"))
        else:
            obstacles.append(_("belongs to another segment"))
    if need.amount is None:
        missing = () if product.is_deposit else (_("how much is needed"),)
        return Suggestion(product, tuple(reasons), tuple(obstacles), missing, note=note)
    asked = known.applicant(need, need.amount, product)
    findings = eligibility.check(product, asked, known.book)
    if findings and all(one.is_met for one in findings):
        reasons.append(_("within the rules of the catalogue"))
    obstacles += [one.words for one in findings if one.is_met is False]
    return Suggestion(
        product, tuple(reasons), tuple(obstacles),
        tuple(one.words for one in findings if one.is_met is None), tuple(findings),
        _assumed(product, known), note,
    )  # fmt: skip


def _assumed(product: Product, known: Known) -> str:
    """Return with which term and place the rules were asked."""
    place = regions.path_of(known.prospect.area_code)[1:2]
    return ", ".join([term_words(typical(product)[1]), *place])
