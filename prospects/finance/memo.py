"""The memo analisa: facts beside each section, writing a section, freezing a version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.formats import date_words
from core.money import format_rupiah
from core.outbox.api import enqueue
from core.versioning import StaleError
from org.models import User
from prospects import timeline
from prospects.finance import answer, reading, rows, scoring
from prospects.finance.figures import Check
from prospects.finance.reading import REASON, Subject
from prospects.finance.records import add_row, change_row, hold, refuse_archived
from prospects.models import (
    Collateral,
    MemoPart,
    MemoSection,
    MemoVersion,
    Opportunity,
    SlikCheck,
    TimelineEntry,
)

PAPER = "reports.memo"
Line = tuple[str, str]


@dataclass(frozen=True)
class Facts:
    """The records a memo leans on, read once."""

    subject: Subject
    row: Opportunity
    check: Check
    collateral: list[Collateral]
    slik: SlikCheck | None
    score: scoring.Score | None


def facts_of(subject: Subject, user: User, *, today: date) -> Facts:
    """Read what the sections show beside their text."""
    row = reading.opportunities_of(subject, user)[0]
    check = reading.check_of(reading.picture_of(subject.prospect), row, today=today)
    checks = SlikCheck.objects.system(REASON).filter(prospect=subject.prospect, state="received")
    newest = checks.defer("file_cipher").order_by("-received_at").first()
    return Facts(
        subject, row, check, reading.pledged_for(row), newest, scoring.score_of(row, today)
    )


def prompt(part: str) -> str:
    """Return what the section should say."""
    words = {
        MemoPart.APPLICATION: _("What is asked for, what for, how it is repaid."),
        MemoPart.DEBTOR: _("Who the debtor is, family, since when and how he works with the bank."),
        MemoPart.INCOME: _("Where the income comes from, how steady it is, what shows it."),
        MemoPart.RATIO: _("How the capacity was counted and what it does not show."),
        MemoPart.SLIK: _("What SLIK shows, and how arrears are explained."),
        MemoPart.COLLATERAL: _("State, title, marketability and binding of the collateral."),
        MemoPart.CHARACTER: _("Interview, references, SLIK: does he keep his word?"),
        MemoPart.CAPACITY: _("Can he pay in good and in bad months?"),
        MemoPart.CAPITAL: _("Own funds and net worth: what does he risk himself?"),
        MemoPart.SECURITY: _("Is the collateral enough, and can it be sold?"),
        MemoPart.CONDITION: _("Sector, economy, rules: what may change?"),
        MemoPart.RISK: _("Each risk with what lessens it."),
        MemoPart.PROPOSAL: _("Amount, term, rate, conditions before and after the akad."),
    }
    return words[MemoPart(part)]


def _application(facts: Facts) -> list[Line]:
    row, proposed = facts.row, getattr(facts.row, "proposed", None) or {}
    amount = answer.given(row.amount, is_given=bool(row.amount))
    lines = [(_("Product"), row.product.name), (_("Amount"), amount),
             (_("Proposal"), answer.asked_words(facts.check) or "–")]  # fmt: skip
    if proposed.get("purpose"):
        lines.append((_("Purpose"), str(proposed["purpose"])))
    return lines


def _debtor(facts: Facts) -> list[Line]:
    person = facts.subject.prospect
    own = [row for row in facts.check.picture.facilities if row.is_own_bank]
    lines = [(_("Name"), person.name), (_("Number"), person.number),
             (_("Kind"), str(person.get_kind_display())),
             (_("Workplace or business"), person.company or "–"),
             (_("Status"), str(person.get_status_display())),
             (_("Logged"), date_words(person.created_on))]  # fmt: skip
    lines += [(str(row.get_kind_display()), format_rupiah(row.outstanding)) for row in own]
    return lines


def _income(facts: Facts) -> list[Line]:
    picture = facts.check.picture
    shown: list[Line] = []
    for code, found in (("income", picture.of("income")), ("business", picture.businesses)):
        for row in found:
            line = rows.SHOW[code](row)
            sub = " · ".join(part for part in (line["sub"], line.get("bare", "")) if part)
            shown.append((f"{line['name']} ({sub})" if sub else line["name"], line["amount"]))
    shown.append((_("Net income a month"), answer.net_income_words(picture)))
    household = answer.given(picture.expenses, is_given=bool(picture.of("expense")))
    shown.append((_("Household a month"), household))
    return shown


def _ratio(facts: Facts) -> list[Line]:
    check = facts.check
    lines = answer.figures(check)
    if check.has_income:
        lines.insert(0, (answer.method_words(check.deciding),
                         answer.formula(check.deciding, check)))  # fmt: skip
        lines += [(one["name"], one["formula"]) for one in answer.others(check)]
    if words := answer.ceiling_words(check):
        lines.append((_("Limit of LTV"), f"{words} {answer.ceiling_reason(check)}"))
    return [*lines, (_("Pre-screening"), answer.verdict(check)[0])]


def _slik(facts: Facts) -> list[Line]:
    lines: list[Line] = []
    if facts.slik is not None and facts.slik.position_on is not None:
        lines.append((_("Position of the data"), date_words(facts.slik.position_on)))
        lines.append((_("Number of the report"), facts.slik.reference or "–"))
    for row in facts.check.picture.facilities:
        line = rows.facility_row(row)
        words = " · ".join(part for part in (line["amount"], line["pill_title"]) if part)
        lines.append((f"{line['name']} ({line['sub']})", words))
    kol = facts.check.picture.worst_kol
    return [*lines, (_("Worst collectibility"), rows.kol_words(kol) or "–")]


def _collateral(facts: Facts) -> list[Line]:
    lines: list[Line] = []
    for row in facts.collateral:
        parts = [
            _("market %(sum)s") % {"sum": format_rupiah(row.market_value)},
            _("liquidation %(sum)s") % {"sum": format_rupiah(row.liquidation_value)}
            if row.liquidation_value is not None else "",
            row.get_method_display(), row.appraiser,
            date_words(row.appraised_on) if row.appraised_on else "",
            row.certificate, row.holder, row.get_binding_display(),
        ]  # fmt: skip
        name = f"{row.get_kind_display()}, {row.description}"
        lines.append((name, " · ".join(str(part) for part in parts if part)))
    return lines + answer.value_lines(facts.check, facts.row.amount)


def _capital(facts: Facts) -> list[Line]:
    picture = facts.check.picture
    return [
        (_("Assets"), answer.given(picture.assets, is_given=picture.has_assets)),
        (_("Debts"), format_rupiah(picture.debts) if picture.has_debts else _("no facility")),
        (_("Net worth"), answer.given(picture.net_worth, is_given=picture.has_assets)),
    ]


FACTS: dict[str, Any] = {
    MemoPart.APPLICATION: _application, MemoPart.DEBTOR: _debtor, MemoPart.INCOME: _income,
    MemoPart.RATIO: _ratio, MemoPart.SLIK: _slik, MemoPart.COLLATERAL: _collateral,
    MemoPart.CHARACTER: lambda facts: _slik(facts)[-1:],
    MemoPart.CAPACITY: lambda facts: answer.figures(facts.check)[:6],
    MemoPart.CAPITAL: _capital,
    MemoPart.SECURITY: lambda facts: answer.value_lines(facts.check, facts.row.amount),
    MemoPart.PROPOSAL: _application,
}  # fmt: skip


def sections(facts: Facts) -> list[dict[str, Any]]:
    """Return every section with its text, prompt and facts, as ready strings, and the scores
    where the bank has a sheet."""
    found = MemoSection.objects.system(REASON).filter(opportunity=facts.row)
    texts = {row.part: row.text for row in found}
    shown: list[dict[str, Any]] = [
        {"part": str(part), "title": str(part.label), "text": texts.get(str(part), ""),
         "prompt": prompt(part), "facts": [[str(a), str(b)] for a, b in facts_beside(part, facts)]}
        for part in MemoPart
    ]  # fmt: skip
    if facts.score is not None:
        place = list(MemoPart).index(MemoPart.CONDITION) + 1
        shown.insert(place, scoring.section(facts.score, facts.row.branch.time_zone))
    return shown


def facts_beside(part: MemoPart, facts: Facts) -> list[Line]:
    """Return what the records say beside a section."""
    found: list[Line] = FACTS.get(part, lambda _facts: [])(facts)
    return found


@transaction.atomic
def write(
    subject: Subject, part: str, text: str, *, version: int, actor: User, now: datetime
) -> MemoSection:
    """Write a section. `version` is 0 for the first text. Raises StaleError."""
    refuse_archived(subject)
    hold(subject)
    rows_ = MemoSection.objects.system(REASON).filter(opportunity=subject.opportunity, part=part)
    present: MemoSection | None = rows_.first()
    if present is None:
        values = {"part": part, "text": text}
        return add_row(MemoSection, subject, values, actor=actor, now=now)
    if present.version != version:
        raise StaleError(present)
    return change_row(present, {"text": text}, version=version, actor=actor, now=now)


def figures_of(check: Check) -> dict[str, str]:
    """Return the figures of the memo by name, as plain numbers, for whoever checks a version."""
    picture, capacity, asked = check.picture, check.deciding, check.asked
    found: dict[str, Decimal | None] = {
        "net_income": picture.net_income if picture.has_earnings else None,
        "expenses": picture.expenses if picture.of("expense") else None,
        "existing": picture.existing, "debts": picture.debts,
        "assets": picture.assets if picture.has_assets else None,
        "limit": capacity.ratio.percent, "room": capacity.room if check.has_income else None,
        "appraisal": check.value.appraisal,
        "price": check.value.price,
    }  # fmt: skip
    if asked is not None:
        found |= {"amount": asked.amount, "months": Decimal(asked.months), "rate": asked.rate,
                  "instalment": asked.highest,
                  "largest": asked.largest if check.has_income else None}  # fmt: skip
    return {name: f"{value.normalize():f}" for name, value in found.items() if value is not None}


@transaction.atomic
def freeze(subject: Subject, *, actor: User, now: datetime, today: date) -> MemoVersion:
    """Keep the memo as it stands, numbered, and ask for its papers."""
    refuse_archived(subject)
    hold(subject)
    facts = facts_of(subject, actor, today=today)
    content = {"sections": sections(facts),
               "figures": figures_of(facts.check) | scoring.figures_of(facts.score),
               "who": subject.prospect.name, "number": subject.prospect.number,
               "product": facts.row.product.name, "officer": facts.row.owner.full_name,
               "branch": facts.row.branch.name, "by": actor.full_name,
               "on": today.isoformat()}  # fmt: skip
    packed = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    kept = MemoVersion.objects.system(REASON).filter(opportunity=facts.row)
    values = {"number": kept.count() + 1, "content": content,
              "sha256": hashlib.sha256(packed).hexdigest()}  # fmt: skip
    row = add_row(MemoVersion, subject, values, actor=actor, now=now)
    enqueue(PAPER, key=row.public_id, due_at=now, requested_by_id=actor.pk,
            payload={"version": row.public_id})  # fmt: skip
    timeline.write(
        "memo_frozen", prospect=subject.prospect, opportunity=subject.opportunity, at=now,
        actor=actor, group=TimelineEntry.Group.FILE, number=row.number,
    )  # fmt: skip
    return row
