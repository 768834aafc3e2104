"""The sentences of a weekly report: chosen by rule, true, without an invented cause."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import count as counted
from core.formats import percent, short_date
from core.money import short_rupiah
from products.types import all_stages
from prospects.models import FileHolder
from reports.weekly.figures import Record, WeeklyFigures


def week_number(figures: WeeklyFigures) -> int:
    """Return 47 of `2026-W47`."""
    return int(figures.week[6:])


def previous_number(figures: WeeklyFigures) -> int:
    """Return the number of the week before."""
    return figures.activities[-2].number


def headline(figures: WeeklyFigures) -> str:
    """Return the first sentence: what came of the week."""
    money = figures.money
    if money.week.amount:
        return _("Disbursed %(amount)s from %(noa)s new NOA, %(change)s.") % {
            "amount": short_rupiah(money.week.amount), "noa": counted(money.noa_week),
            "change": _change(figures)}  # fmt: skip
    if money.awaiting.n:
        return _("Nothing disbursed this week; %(amount)s awaits confirmation.") % {
            "amount": short_rupiah(money.awaiting.amount)}  # fmt: skip
    if figures.advanced:
        n = len(figures.advanced)
        return ngettext("Nothing disbursed this week; %(n)s opportunity moved up.",
                        "Nothing disbursed this week; %(n)s opportunities moved up.",
                        n) % {"n": counted(n)}  # fmt: skip
    if figures.new_prospects:
        n = figures.new_prospects
        return ngettext("Nothing disbursed this week; %(n)s new prospect.",
                        "Nothing disbursed this week; %(n)s new prospects.",
                        n) % {"n": counted(n)}  # fmt: skip
    if _is_idle(figures):
        return _("No work was recorded this week.")
    return _("Nothing disbursed this week and no opportunity moved up.")


def _is_idle(figures: WeeklyFigures) -> bool:
    week = figures.activities[-1]
    moves = sum(row.entered + row.left for row in figures.stages)
    return not (week.visits or week.calls or moves or figures.lost or figures.follow_ups.done)


def _change(figures: WeeklyFigures) -> str:
    now, before = figures.money.week.amount, figures.money.previous_week.amount
    number = previous_number(figures)
    if not before:
        return _("after a week %(n)s without disbursement") % {"n": number}
    if now == before:
        return _("the same as week %(n)s") % {"n": number}
    share = percent(abs(now - before) * 100 / before, 0)
    words = _("%(share)s above week %(n)s") if now > before else _("%(share)s below week %(n)s")
    return words % {"share": share, "n": number}


def summary(figures: WeeklyFigures, *, named: bool) -> list[str]:
    """Return the sentences after the first: the records that made the difference."""
    parts = [_largest(figures, named), _moves(figures), _held(figures, named)]
    return [part for part in parts if part]


def _largest(figures: WeeklyFigures, named: bool) -> str:
    if not figures.disbursed:
        return ""
    record = figures.disbursed[0]
    return _("Largest: %(customer)s, %(product)s %(amount)s, %(day)s.") % {
        "customer": record.customer.shown(named=named), "product": record.product,
        "amount": short_rupiah(record.amount), "day": short_date(record.on)}  # fmt: skip


def _moves(figures: WeeklyFigures) -> str:
    return _("%(up)s moved up, %(new)s new (%(amount)s), %(lost)s ended without booking.") % {
        "up": counted(len(figures.advanced)), "new": counted(figures.new_opportunities.n),
        "amount": short_rupiah(figures.new_opportunities.amount),
        "lost": counted(sum(reason.n for reason in figures.reasons))}  # fmt: skip


def _held(figures: WeeklyFigures, named: bool) -> str:
    if not figures.held_files:
        return _("No file is held up.")
    worst = figures.held_files[0]
    return _("%(n)s held up (%(change)s); longest %(customer)s, %(days)s days at %(holder)s.") % {
        "n": counted(figures.held.n), "change": held_change(figures),
        "customer": worst.customer.shown(named=named), "days": worst.days,
        "holder": holder_words(worst.note)}  # fmt: skip


def held_change(figures: WeeklyFigures) -> str:
    """Return `+1 dari minggu 46`."""
    change = figures.held.n - figures.held_previous.n
    return _("%(change)s from week %(n)s") % {
        "change": signed(change), "n": previous_number(figures)}  # fmt: skip


def signed(number: int) -> str:
    """`+2`, `−1`, `±0`."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "±0"


def holder_words(code: str) -> str:
    """Return who holds a file."""
    return _("AO") if code == FileHolder.OFFICER else str(FileHolder(code).label)


def stage_words(code: str) -> str:
    """Return the name of a rung."""
    return str(all_stages()[code].label) if code in all_stages() else ""


def record_line(record: Record, *, named: bool) -> str:
    """Return `PR-26-01655 (W.P.), KPR Rp610 jt`."""
    return f"{record.customer.shown(named=named)}, {record.product} {short_rupiah(record.amount)}"


def changes(figures: WeeklyFigures, *, named: bool, most: int = 6) -> list[tuple[str, str]]:
    """Return what changed since last week as (what, which record), the weightiest first."""
    lines = [(_("Disbursed"), record_line(r, named=named)) for r in figures.disbursed]
    lines += [(_("Now %(stage)s") % {"stage": stage_words(r.stage)}, record_line(r, named=named))
              for r in figures.advanced]  # fmt: skip
    lines += [(_("Ended"), record_line(r, named=named)) for r in figures.lost]
    late = figures.money.confirmed_late
    if late.n:
        lines.append((_("Confirmed late"), _("%(n)s of earlier weeks, %(amount)s") % {
            "n": counted(late.n), "amount": short_rupiah(late.amount)}))  # fmt: skip
    return _spread(lines, most)


def _spread(lines: list[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """Keep at most so many, but at least the first of each kind."""
    if len(lines) <= most:
        return lines
    firsts = {label: index for index, (label, _text) in reversed(list(enumerate(lines)))}
    chosen = set(list(firsts.values())[:most])
    for index in range(len(lines)):
        if len(chosen) < most:
            chosen.add(index)
    return [lines[index] for index in sorted(chosen)]


def scale_of(highest: Decimal) -> tuple[str, Decimal, int]:
    """Return the unit a column of amounts is written in: its words, its size, its decimals."""
    if highest >= 10**10:
        return _("Rp billion"), Decimal(10**9), 2
    if highest >= 10**7:
        return _("Rp million"), Decimal(10**6), 0
    return _("Rp"), Decimal(1), 0


def scaled(amount: Decimal, scale: tuple[str, Decimal, int]) -> str:
    """`7,20` in a column of billions; a dash for nothing."""
    if not amount:
        return "–"
    text = f"{amount / scale[1]:,.{scale[2]}f}"
    return text.translate(str.maketrans(",.", ".,"))
