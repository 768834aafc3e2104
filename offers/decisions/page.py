"""Proposals and decisions as ready strings: nothing is computed in a template."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import date_words, moment_words, percent
from core.money import format_rupiah, short_rupiah
from offers.decisions.exposure import PARTS, Exposure, Share
from offers.decisions.limits import post_name, seats_of
from offers.models import CreditProposal, Decision, DecisionPaper, DecisionVote, Verdict
from org.models import User
from prospects.models import Opportunity

Pair = tuple[str, str]
STATE_TONES = {"waiting": "warn", "returned": "bad", "approved": "ok", "refused": "bad"}
VERDICT_TONES = {"approve": "ok", "conditions": "warn", "return": "bad", "refuse": "bad"}
ASKED_OF_ALL = ("net_income", "expenses")
FIGURES = ("net_income", "expenses", "existing", "instalment", "room", "appraisal", "price")


def proposal_url(opportunity: Opportunity, number: int, step: str = "detail") -> str:
    """Return the address of a proposal or of a step of it."""
    return reverse(f"offers:proposal-{step}", args=[opportunity.public_id, number])


def decider_words(row: CreditProposal, language: str) -> str:
    """Return the position or committee that decides."""
    if row.committee is not None:
        return row.committee.name
    return post_name(row.position, language)


def terms_of(row: Any) -> list[Pair]:
    """Return amount, term, rate and fee of a proposal or decision."""
    pairs = [(_("Plafon"), format_rupiah(row.amount)), (_("Term"), months_words(row.months)),
             (_("Rate"), rate_words(row.rate))]  # fmt: skip
    if row.fee is not None:
        pairs.append((_("Provision fee"), format_rupiah(row.fee)))
    return pairs


def texts_of(row: Any) -> list[Pair]:
    """Return what was written about collateral and conditions."""
    texts = [(_("Collateral"), row.collateral), (_("Conditions"), row.conditions)]
    return [(label, text) for label, text in texts if text]


def months_words(months: int) -> str:
    """Return *180 bulan*."""
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def rate_words(rate: Decimal) -> str:
    """Return *6,75% per tahun*."""
    return _("%(rate)s per year") % {"rate": percent(rate)}


def exposure_rows(row: CreditProposal) -> dict[str, Any]:
    """Return the calculation written out, line by line."""
    found = Exposure.from_json(row.exposure)
    names = {"debtor": _("Debtor"), "spouse": _("Spouse"), "group": _("Linked group")}
    lines = [
        {"name": names[part], "owed": format_rupiah(share.owed),
         "undrawn": format_rupiah(share.undrawn), "total": format_rupiah(share.total)}
        for part in PARTS
        if (share := found.parts.get(part, Share())).total or part == "debtor"
    ]  # fmt: skip
    limit = row.exposure.get("limit")
    sums = " + ".join([*(line["total"] for line in lines), format_rupiah(found.new)])
    return {
        "lines": lines,
        "new": format_rupiah(found.new),
        "total": format_rupiah(found.total),
        "formula": f"{sums} = {format_rupiah(found.total)}",
        "limit": format_rupiah(Decimal(limit)) if limit else "",
        "case": str(row.get_case_display()),
    }


def figure_rows(content: dict[str, Any]) -> list[Pair]:
    """Return the figures that were frozen with the memo."""
    labels = {
        "net_income": _("Net income a month"), "expenses": _("Household a month"),
        "existing": _("Existing instalments"), "instalment": _("New instalment"),
        "room": _("Room for an instalment"), "appraisal": _("Appraisal (taksasi)"),
        "price": _("Price"),
    }  # fmt: skip
    figures = content.get("figures", {})
    whole = {
        name: Decimal(figures[name]).quantize(Decimal(1)) for name in FIGURES if name in figures
    }
    return [
        (labels[name], format_rupiah(whole[name]) if name in whole else _("not entered"))
        for name in FIGURES
        if name in whole or name in ASKED_OF_ALL
    ]


def vote_row(one: DecisionVote, zone: str, language: str) -> dict[str, str]:
    """Return one vote."""
    post = post_name(one.post, language)
    if one.stands_for is not None:
        post = _("stands in for %(name)s, %(post)s") % {
            "name": one.stands_for.full_name, "post": post,
        }  # fmt: skip
    changed = ""
    if one.verdict == Verdict.CONDITIONS:
        parts = (format_rupiah(one.amount), months_words(one.months), rate_words(one.rate))
        changed = " · ".join(parts)
    return {
        "name": one.by.full_name, "initials": one.by.initials, "post": post,
        "verdict": str(Verdict(one.verdict).label), "tone": VERDICT_TONES[one.verdict],
        "opinion": one.opinion, "words": one.words, "changed": changed,
        "when": moment_words(one.at, zone),
    }  # fmt: skip


def still_needed(row: CreditProposal, votes: list[DecisionVote], language: str) -> str:
    """Return who is waited for: a position, or how many votes of a committee."""
    if row.state != CreditProposal.State.WAITING:
        return ""
    if row.committee is None:
        return _("Waits for: %(who)s") % {"who": post_name(row.position, language)}
    agreed = sum(one.verdict in (Verdict.APPROVE, Verdict.CONDITIONS) for one in votes)
    return _("%(who)s: %(n)d of %(quorum)d votes in favour, %(seats)d seats") % {
        "who": row.committee.name, "n": agreed, "quorum": row.committee.quorum,
        "seats": seats_of(row.committee),
    }  # fmt: skip


def state_pill(row: CreditProposal) -> dict[str, str]:
    """Return the state with its tone."""
    return {"words": str(row.get_state_display()), "tone": STATE_TONES.get(row.state, "")}


def proposal_line(row: CreditProposal, opportunity: Opportunity, user: User) -> dict[str, Any]:
    """Return a proposal as one line of the panel."""
    zone = opportunity.branch.time_zone
    return {
        "url": proposal_url(opportunity, row.number),
        "title": _("Proposal no. %(n)d") % {"n": row.number},
        "amount": format_rupiah(row.amount),
        "note": f"{row.proposed_by.full_name}, {moment_words(row.proposed_at, zone)}",
        "decider": decider_words(row, user.language),
        "pill": state_pill(row),
    }


def paper_url(row: Decision, opportunity: Opportunity) -> str:
    """Return the address of the PDF of a decision that was made here."""
    number = row.proposal.number if row.proposal else 0
    return reverse("offers:decision-paper", args=[opportunity.public_id, number])


def decision_card(row: Decision, opportunity: Opportunity, user: User) -> dict[str, Any]:
    """Return a decision with its terms and who made it."""
    is_approved = row.outcome == Decision.Outcome.APPROVED
    kept: DecisionPaper | None = getattr(row, "paper", None)
    facts = [(_("Number"), row.number), (_("Date"), date_words(row.decided_on))]
    if is_approved:
        facts += terms_of(row)
    if row.valid_until:
        facts.append((_("Valid until"), date_words(row.valid_until)))
    if row.is_external:
        facts.append((_("Typed by"), row.recorded_by.full_name))
    return {
        "title": str(row.get_outcome_display()),
        "tone": "ok" if is_approved else "bad",
        "amount": short_rupiah(row.amount) if is_approved else "",
        "facts": facts,
        "texts": texts_of(row) if is_approved else [(_("Reason"), row.reason)],
        "deciders": [_decider(one, user.language) for one in row.deciders],
        "sheet_url": reverse("documents:paper", args=[opportunity.public_id, "decision_sheet"])
        if row.sheet_id
        else "",
        "paper_url": paper_url(row, opportunity) if kept and kept.made_at else "",
        "is_being_made": bool(kept and not kept.made_at),
    }


def _decider(one: dict[str, str], language: str) -> str:
    parts = [one["name"]]
    if "post" in one:
        parts.append(post_name(one["post"], language))
    if "for" in one:
        parts.append(_("for %(name)s") % {"name": one["for"]})
    if "verdict" in one:
        parts.append(str(Verdict(one["verdict"]).label))
    return " · ".join(parts)
