"""The rows of the picture as ready strings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.formats import date_words, percent
from core.money import format_rupiah
from products.answers import rate_words
from prospects.finance.figures import Picture
from prospects.finance.kinds import KINDS
from prospects.finance.reading import Subject
from prospects.models import BusinessFigures, Collateral, Facility, FinanceLine
from prospects.models.finance import Evidence, Person


def kol_words(kol: int | None) -> str:
    """Return `Dalam Perhatian Khusus (Kol 2)`; empty for an unknown one."""
    names = {
        1: _("Kol 1 (current)"),
        2: _("Kol 2 (special mention)"),
        3: _("Kol 3 (substandard)"),
        4: _("Kol 4 (doubtful)"),
        5: _("Kol 5 (loss)"),
    }
    return names.get(kol or 0, "")


def kol_tone(kol: int | None) -> str:
    """Return the tone of a pill for a collectibility."""
    return {1: "ok", 2: "warn", None: ""}.get(kol, "bad")


def _sub(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _shown_by(row: FinanceLine | BusinessFigures) -> str:
    return "" if row.evidence == Evidence.NONE else str(row.get_evidence_display())


def _bare(row: FinanceLine | BusinessFigures) -> str:
    return str(Evidence.NONE.label) if row.evidence == Evidence.NONE else ""


def _line(row: FinanceLine) -> dict[str, Any]:
    whose = "" if row.whose == Person.DEBTOR else row.get_whose_display()
    return {
        "name": row.get_kind_display(),
        "sub": _sub(whose, _shown_by(row), row.note, _("our payroll") if row.is_payroll else ""),
        "amount": format_rupiah(row.amount),
        "bare": _bare(row),
    }


def _business(row: BusinessFigures) -> dict[str, Any]:
    margin = _("gross margin %(share)s") % {"share": percent(row.margin, 1)}
    costs = _("costs %(costs)s") % {"costs": format_rupiah(row.costs)}
    return {
        "name": row.name,
        "sub": _sub(
            _shown_by(row),
            _("turnover %(sum)s") % {"sum": format_rupiah(row.revenue)},
            costs,
            margin,
        ),
        "amount": format_rupiah(row.surplus),
        "bare": _bare(row),
    }


def facility_row(row: Facility) -> dict[str, Any]:
    """Return one existing credit as ready strings."""
    owed = _("owes %(sum)s") % {"sum": format_rupiah(row.outstanding)} if row.outstanding else ""
    until = _("until %(day)s") % {"day": date_words(row.ends_on)} if row.ends_on else ""
    late = ""
    if row.days_past_due:
        late = _("%(days)s days past due") % {"days": row.days_past_due}
    return {
        "name": f"{row.lender} · {row.get_kind_display()}",
        "sub": _sub(owed, rate_words(row.rate) if row.rate is not None else "", until, late,
                    "" if row.is_counted else _("not counted"), row.get_source_display()),
        "amount": format_rupiah(row.instalment),
        "pill": _("Kol %(kol)s") % {"kol": row.collectibility} if row.collectibility else "",
        "pill_title": kol_words(row.collectibility),
        "tone": kol_tone(row.collectibility),
    }  # fmt: skip


def _collateral(row: Collateral) -> dict[str, Any]:
    quick = ""
    if row.liquidation_value is not None:
        quick = _("liquidation %(sum)s") % {"sum": format_rupiah(row.liquidation_value)}
    return {
        "name": f"{row.get_kind_display()}, {row.description}",
        "sub": _sub(quick, row.get_binding_display(), row.certificate),
        "amount": format_rupiah(row.market_value),
    }


SHOW: dict[str, Any] = {"income": _line, "expense": _line, "asset": _line, "business": _business,
                        "facility": facility_row, "collateral": _collateral}  # fmt: skip


def section(
    code: str, rows: Sequence[Any], total: Decimal, subject: Subject, *, may_change: bool,
    empty: str, unit: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Return one list of the page: its rows, their sum and the way to a new one."""
    kind = KINDS[code]
    return {
        "code": code,
        "title": str(kind.title),
        "total": format_rupiah(total) if rows else "",
        "unit": unit if rows else "",
        "empty": empty,
        "add_url": subject.url("finance-add", code) if may_change else "",
        "add_label": str(kind.add),
        "rows": [
            SHOW[code](row)
            | {"url": subject.url("finance-edit", code, row.public_id) if may_change else ""}
            for row in rows
        ],
    }


def sections(picture: Picture, subject: Subject, *, may_change: bool) -> list[dict[str, Any]]:
    """Return the five lists of the picture."""
    month = _("a month")
    lists: tuple[tuple[str, Any, Decimal, str, str], ...] = (
        ("income", picture.of("income"), picture.income,
         _("Salaries and other net income, month by month."), month),
        ("business", picture.businesses, picture.surplus,
         _("For the self-employed: turnover and costs of an average month."), month),
        ("facility", picture.facilities, picture.existing,
         _("What is paid off every month, here and elsewhere."), month),
        ("expense", picture.of("expense"), picture.expenses,
         _("What the household spends, instalments apart."), month),
        ("asset", picture.of("asset"), picture.total("asset"),
         _("Houses, land, vehicles, savings."), ""),
    )  # fmt: skip
    return [
        section(code, rows, total, subject, may_change=may_change, empty=empty, unit=unit)
        for code, rows, total, empty, unit in lists
    ]
