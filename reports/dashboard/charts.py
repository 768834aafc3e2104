"""The charts of the dashboard, each with the table of its figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts import Bar, Held, Phase, Point, bullet, held_bars, line_vs_target, phase_bars
from core.formats import count as counted
from core.formats import day_and_month
from core.money import format_rupiah, short_rupiah
from products.types import Phase as PhaseOf
from products.types import all_stages
from prospects.models import FileHolder
from reports.dashboard.rows import BOLD, Cell, Read, bare_rupiah
from reports.dashboard.tallies import Tally
from reports.figures import figure

WIDE, NARROW = 342, 324  # pixels: the column of a desktop, the width of a phone
BULLET = 110


@dataclass(frozen=True)
class Chart:
    """The same picture for two widths, and its table."""

    wide: SafeString
    narrow: SafeString
    rows: list[tuple[str, Cell, bool]]


def _both(read: Read, tally: Tally, name: str, **narrower: str) -> Cell:
    text = f"{counted(tally.n)} · {bare_rupiah(tally.amount)}"
    return Cell(text, figure(read.lens, name, tally, **narrower), format_rupiah(tally.amount))


def by_phase(read: Read) -> Chart:
    """Return the running pipeline by phase and stage; in all time, what is over below it."""
    phases, rows = [], []
    for phase in PhaseOf:
        stages = [stage for stage in all_stages().values() if stage.phase == phase]
        inside = read.pipeline.sum(status="open", stages={stage.code for stage in stages})
        if not inside.n:
            continue
        label = str(phase.label)
        rows.append((label, _both(read, inside, "pipeline", phase=phase.value), True))
        bars = []
        for stage in stages:
            here = read.pipeline.sum(status="open", stages={stage.code})
            if here.n:
                bars.append(Bar(str(stage.label), here.amount or here.n, counted(here.n),
                                bare_rupiah(here.amount)))  # fmt: skip
                cell = _both(read, here, "pipeline", stage=stage.code)
                rows.append((str(stage.label), cell, False))
        phases.append(Phase(label, counted(inside.n), bare_rupiah(inside.amount), bars))
    rows += _over(read)
    title = _sentence(phases)
    return Chart(phase_bars(phases, title=title, width=WIDE),
                 phase_bars(phases, title=title, width=NARROW), rows)  # fmt: skip


def _over(read: Read) -> list[tuple[str, Cell, bool]]:
    if read.lens.period.code != "all":
        return []
    named = (("won", _("Disbursed")), ("lost", _("Ended without booking")))
    rows = [(label, _both(read, read.pipeline.sum(status=status), status), True)
            for status, label in named]  # fmt: skip
    everything = read.pipeline.sum()
    return [*rows, (_("All opportunities"), _both(read, everything, "all_opportunities"), True)]


def _sentence(phases: list[Phase]) -> str:
    parts = [f"{phase.label} {phase.count}, Rp{phase.amount}" for phase in phases]
    return _("Pipeline by phase: %(parts)s.") % {"parts": "; ".join(parts) or "–"}


_SHORT: dict[str, Callable[[], str]] = {
    FileHolder.OFFICER: lambda: _("AO"),
    FileHolder.PARTNER: lambda: _("Partner"),
}


def by_holder(read: Read) -> Chart:
    """Return the files by who holds them, those past the target in red."""
    bars, rows = [], []
    for code, label in FileHolder.choices:
        within, held = read.files.within[code], read.files.held[code]
        if not within.n + held.n:
            continue
        short = _SHORT[code]() if code in _SHORT else str(label)
        note = f"{counted(held.n)} · {bare_rupiah(held.amount)}" if held.n else _("none")
        bars.append((held.n, Held(short, within.n, held.n, note)))
        rows.append((short, _both(read, held, "held", holder=code), False))
    bars.sort(key=lambda bar: (-bar[0], -bar[1].within))
    shown = [bar for _n, bar in bars]
    title = _("Held up files by holder: %(parts)s.") % {
        "parts": ", ".join(f"{bar.label} {bar.held}" for bar in shown) or "–"}  # fmt: skip
    return Chart(held_bars(shown, title=title, width=WIDE),
                 held_bars(shown, title=title, width=NARROW), rows)  # fmt: skip


def cumulative(read: Read, days: list[tuple[Any, Decimal]]) -> dict[str, SafeString] | None:
    """Return the money of the period day by day against the whole period before; None without."""
    shown = read.lens.period
    if shown.days is None or shown.before is None:
        return None
    sums = accumulate(amount for _day, amount in days)
    first = shown.days.start
    points = [Point(0, Decimal(0))]
    points += [Point((day - first).days, amount)
               for (day, _amount), amount in zip(days, sums, strict=True)]  # fmt: skip
    last = (shown.today - first).days
    if points[-1].day < last:
        points.append(Point(last, points[-1].value))
    before, reached = read.money.credit_before.amount, Decimal(points[-1].value)
    texts = (shown.before_label, short_rupiah(before))
    title = _("Disbursed so far: %(now)s; by %(day)s it was %(before)s.") % {
        "now": format_rupiah(reached), "day": shown.before_label,
        "before": format_rupiah(before)}  # fmt: skip
    value = short_rupiah(reached)
    ticks = [(0, day_and_month(first)), (last, day_and_month(shown.today))] if last > 3 else [
        (0, day_and_month(first))]  # fmt: skip
    return {
        size: line_vs_target(points, before, last + 1, title=title, value_text=value,
                             target_texts=texts, ticks=ticks, width=width,
                             level_text=short_rupiah)
        for size, width in (("wide", 440), ("narrow", NARROW))
    }  # fmt: skip


def by_product(read: Read) -> list[dict[str, Any]]:
    """Return the money by product, with a mark where the period before stood."""
    money = read.money
    tallies = [*money.by_product.values(), *money.by_product_before.values()]
    highest = max([tally.amount for tally in tallies] + [Decimal(1)])
    rows = []
    for product in read.lens.products:
        now, before = money.by_product[product.pk], money.by_product_before[product.pk]
        if now.n or before.n:
            title = f"{product.short_name}: {format_rupiah(now.amount)}"
            found = figure(read.lens, "disbursed", now, product=product.public_id)
            rows.append({
                "label": product.short_name,
                "chart": bullet(now.amount, highest, before.amount, title=title, width=BULLET),
                "cell": Cell(bare_rupiah(now.amount), found, format_rupiah(now.amount), BOLD),
                "before": bare_rupiah(before.amount),
            })  # fmt: skip
    return rows


def totals_line(read: Read) -> str:
    """`236 peluang · Rp110,1 M`."""
    running = read.pipeline.sum(status="open")
    return _("%(n)s opportunities · %(amount)s") % {
        "n": counted(running.n), "amount": short_rupiah(running.amount)}  # fmt: skip
