"""What pages of letters show, as ready strings: nothing is computed in a template."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import date_words, moment_words, short_date
from core.money import format_rupiah, short_rupiah
from offers.letters import figures
from offers.letters.figures import Guard, Terms
from offers.models import Letter, LetterRound, LetterState, Promotion
from offers.models.letters import SOON
from products.answers.common import rate_words
from products.calculators.arithmetic import CalculationError
from products.forms import term_words
from products.models import Product

TONES = {"waiting": "warn", "issued": "acc", "sent": "acc", "accepted": "ok", "declined": "bad",
         "expired": "bad"}  # fmt: skip
NEXT: dict[str, Any] = {
    LetterState.DRAFT: lambda: _("Issue it"),
    LetterState.WAITING: lambda: _("Wait for the approval"),
    LetterState.ISSUED: lambda: _("Hand it over"),
    LetterState.SENT: lambda: _("Ask for the answer"),
}


def url_of(letter: Letter, name: str = "letter", *args: str) -> str:
    """Return the address of a page of the letter."""
    return reverse(f"offers:{name}", args=[letter.public_id, *args])


def days_words(letter: Letter, today: date) -> str:
    """Return how long it still holds, when that is soon."""
    if not letter.is_live or letter.valid_until is None:
        return ""
    left = (letter.valid_until - today).days
    if left > SOON:
        return ""
    if left <= 0:
        return _("ends today") if left == 0 else _("over")
    return ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}


def terms_words(row: Letter | LetterRound) -> str:
    """Return `Rp600 jt · 6,5% · 15 tahun`; empty for letters that promise no rate."""
    if row.amount is None or row.rate is None or row.months is None:
        return ""
    return f"{short_rupiah(row.amount)} · {rate_words(row.rate)} · {term_words(row.months)}"


def row_of(letter: Letter, today: date) -> dict[str, Any]:
    """Return a line of a list."""
    until, days = letter.valid_until, days_words(letter, today)
    return {
        "url": url_of(letter),
        "title": letter.number or str(letter.get_kind_display()),
        "kind": str(letter.get_kind_display()),
        "terms": terms_words(letter),
        "state": str(letter.get_state_display()),
        "tone": TONES.get(letter.state, ""),
        "next": NEXT[LetterState(letter.state)]() if letter.state in NEXT else "",
        "until": short_date(until) if until and letter.is_live else "",
        "days": days,
        "is_late": bool(days and until and (until - today).days <= 2),
        "margin": margin_words(letter.margin),
    }


def wide_row(letter: Letter, today: date) -> dict[str, Any]:
    """Return a line of a list over many customers."""
    return row_of(letter, today) | {
        "name": letter.prospect.name, "number": letter.prospect.number,
        "product": letter.opportunity.product.short_name, "person": letter.owner.full_name,
        "branch": letter.branch.name, "reason": letter.reason,
        "asked": letter.asked_by.full_name if letter.asked_by else "",
    }  # fmt: skip


def margin_words(margin: Decimal | None) -> str:
    """Return what the bank earns less or more over the whole term; empty where it is the same."""
    if not margin:
        return ""
    words = {"sum": format_rupiah(abs(margin))}
    if margin > 0:
        return _("%(sum)s less for the bank over the whole term") % words
    return _("%(sum)s more for the bank over the whole term") % words


def round_row(row: LetterRound, zone: str) -> dict[str, str]:
    """Return a round of the negotiation."""
    return {
        "side": str(row.get_side_display()), "terms": terms_words(row),
        "rate": _rates(row), "instalment": format_rupiah(row.instalment) if row.instalment else "",
        "margin": margin_words(row.margin), "is_cost": "1" if (row.margin or 0) > 0 else "",
        "note": row.note, "who": row.by.full_name if row.by else "",
        "when": moment_words(row.at, zone), "letter": row.letter.number,
    }  # fmt: skip


def _rates(row: LetterRound | Letter) -> str:
    if row.rate is None:
        return ""
    if row.fixed_months and row.floating_rate is not None:
        words = {"rate": rate_words(row.rate), "n": row.fixed_months,
                 "later": rate_words(row.floating_rate)}  # fmt: skip
        return _("%(rate)s for %(n)d months, then %(later)s assumed") % words
    return rate_words(row.rate)


def tiles_of(product: Product, terms: Terms | None, day: date) -> list[dict[str, str]]:
    """Return the main figures of terms, large; none without terms, or where no contract can be."""
    try:
        return figure_tiles(product, terms, day) if terms else []
    except CalculationError:
        return []


def figure_tiles(product: Product, terms: Terms, day: date) -> list[dict[str, str]]:
    """Return the main figures of terms. Raises CalculationError."""
    told = figures.frozen(product, terms, day)
    if product.is_deposit:
        return [
            _tile(_("Interest after tax"), told["net"], _("over the whole term")),
            _tile(_("Tax"), told["tax"]),
            _tile(_("Interest before tax"), told["gross"]),
        ]
    months = terms.periods[0].months
    note = ngettext("the first %(n)d month", "the first %(n)d months", months) % {"n": months}
    tiles = [_tile(_("Instalment a month"), told["instalment"], note)]
    if told.get("later"):
        tiles.append(_tile(_("Afterwards, assumed"), told["later"], rate_words(
            terms.floating_rate or Decimal(0))))  # fmt: skip
    return [*tiles, _tile(_("All interest"), told["total_interest"]),
            _tile(_("Cash at the start"), told["cash"], _("costs and down payment"))]  # fmt: skip


def _tile(label: str, amount: str, note: str = "") -> dict[str, str]:
    return {"label": label, "value": format_rupiah(Decimal(amount)), "note": note}


def guard_words(product: Product, guard: Guard) -> str:
    """Return why a second person has to approve; empty when nobody has to."""
    if not guard.needs_second:
        return ""
    if guard.limit is None:
        return _(
            "The bank has no rate of its own for this amount and term: somebody else approves."
        )
    words = {"limit": rate_words(guard.limit)}
    if product.is_deposit:
        return _("Above the limit of %(limit)s: somebody else has to approve it.") % words
    return _("Better than the limit of %(limit)s or the bank's own floating rate: somebody else has"
             " to approve it.") % words  # fmt: skip


def preview_of(product: Product, terms: Terms | None, day: date) -> dict[str, Any]:
    """Return the figures beside the form: empty while something is missing or cannot be."""
    tiles = tiles_of(product, terms, day)
    if terms is None or not tiles:
        return {}
    margin = figures.margin_of(product, terms, day)
    guard = figures.guard_of(product, terms, day)
    sheet = guard.sheet
    return {
        "tiles": tiles, "warning": guard_words(product, guard), "margin": margin_words(margin),
        "sheet": _("The bank's own rate: %(rate)s since %(day)s.")
        % {"rate": rate_words(sheet.rate), "day": date_words(sheet.valid_from)} if sheet else "",
    }  # fmt: skip


def facts_of(letter: Letter) -> list[tuple[str, str]]:
    """Return label and value of what happened with the letter, in the order it happened."""
    zone = str(letter.branch.time_zone)

    def moment(at: Any, who: Any) -> str:
        name = f", {who.full_name}" if who else ""
        return f"{moment_words(at, zone)}{name}"

    found = [(_("Written"), moment(letter.created_at, letter.created_by))]
    if letter.reason:
        found.append((_("Reason for better terms"), letter.reason))
    if letter.decided_at:
        found.append((_("Approved"), moment(letter.decided_at, letter.decided_by)))
    if letter.decision_note:
        found.append((_("Note of who decides"), letter.decision_note))
    if letter.issued_at:
        found.append((_("Issued"), moment_words(letter.issued_at, zone)))
    if letter.valid_until:
        found.append((_("Valid until"), date_words(letter.valid_until)))
    if letter.sent_at:
        found.append((_("Given to the customer"), moment(letter.sent_at, letter.sent_by)))
        found.append((_("How"), str(letter.get_sent_channel_display())))
    if letter.answered_on:
        how = letter.get_answer_channel_display()
        found.append((_("Answered"), f"{date_words(letter.answered_on)}, {how}"))
    if letter.answer_note:
        found.append((_("Note"), letter.answer_note))
    if letter.sha256:
        found.append((_("Text version"), str(letter.content.get("text_version", ""))))
        found.append(("SHA-256", letter.sha256[:16]))
    return found


def promotion_line(row: Promotion) -> str:
    """Return name, kind, value and last day."""
    words = {"kind": row.get_kind_display(), "value": format_rupiah(row.value),
             "day": date_words(row.valid_to)}  # fmt: skip
    return f"{row.name}. " + _("%(kind)s worth %(value)s, until %(day)s") % words


def _new_home(letter: Letter) -> str:
    day = letter.handover_on
    words = [_("Handover on %(day)s") % {"day": date_words(day)} if day else _("Yes")]
    if letter.has_used_relief:
        words.append(_("The buyer had PPN borne before"))
    return " · ".join(words)


def detail_rows(letter: Letter) -> list[tuple[str, str]]:
    """Return label and value of what the letter says."""
    product = letter.opportunity.product
    found: list[tuple[Any, str]] = [(_("Product"), product.name)]
    if letter.decision:
        found.append((_("Decision"), letter.decision))
    if letter.amount is not None:
        found.append((_("Amount"), format_rupiah(letter.amount)))
    if letter.months is not None:
        found.append((_("Term"), term_words(letter.months)))
    if letter.rate is not None:
        found.append((_("Interest rate"), _rates(letter)))
    if letter.price is not None:
        found.append((_("Price"), format_rupiah(letter.price)))
    if letter.is_new_home:
        found.append((_("New home from a developer"), _new_home(letter)))
    if letter.fee is not None:
        found.append((_("Provision fee"), format_rupiah(letter.fee)))
    if letter.promotion is not None:
        found.append((_("Promotion"), promotion_line(letter.promotion)))
    for label, text in (
        (_("Purpose"), letter.purpose), (_("Collateral"), letter.collateral),
        (_("Addressed to"), letter.recipient), (_("Address"), letter.address),
        (_("Attention of"), letter.attention), (_("Copies to"), letter.copies),
        (_("Conditions"), letter.conditions),
    ):  # fmt: skip
        if text:
            found.append((label, text))
    found.append((_("Language"), str(letter.get_language_display())))
    return [(str(label), value) for label, value in found]
