"""The dashboard as ready strings: tiles, table, charts, each figure with its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import count as counted
from core.formats import percent
from core.money import format_rupiah, short_rupiah
from org.access.roles import Role
from org.models import Branch, User
from reports.dashboard import numbers
from reports.dashboard.view import Lens
from reports.figures import Figure, figure


@dataclass(frozen=True)
class Cell:
    """One figure as it stands on the page."""

    text: str
    figure: Figure
    title: str = ""
    tone: str = ""

    @property
    def url(self) -> str:
        """The list behind it."""
        return self.figure.url

    @property
    def name(self) -> str:
        """The kind of figure."""
        return self.figure.name

    @property
    def count(self) -> int:
        """The machine-readable count."""
        return self.figure.count

    @property
    def sum(self) -> str:
        """The machine-readable sum in whole rupiah; empty where the figure has none."""
        return "" if self.figure.amount is None else str(int(self.figure.amount))


def bare_rupiah(amount: Decimal) -> str:
    """`610 jt`: the short amount in a column whose head says rupiah; a dash for nothing."""
    return short_rupiah(amount).removeprefix("Rp") if amount else "–"


def rupiah_cell(found: Figure, *, short: bool = False, tone: str = "") -> Cell:
    """Return an amount, in full on hover."""
    amount = found.amount or Decimal(0)
    text = bare_rupiah(amount) if short else short_rupiah(amount)
    return Cell(text, found, format_rupiah(amount), tone)


def count_cell(found: Figure, *, tone: str = "") -> Cell:
    """Return a count."""
    return Cell(counted(found.count), found, tone=tone)


@dataclass(frozen=True)
class Tile:
    """One of the five, with what it is compared with."""

    label: str
    cell: Cell
    unit: str = ""
    delta: str = ""
    tone: str = ""
    note: str = ""


def _difference(now: Decimal | int, before: Decimal | int, lens: Lens) -> dict[str, str]:
    """Return the change against the period before: `+Rp1,2 M` `dibanding 18 Oktober`."""
    if lens.period.before is None:
        return {"note": _("since the first entry")}
    change = now - before
    note = _("compared with %(day)s") % {"day": lens.period.before_label}
    if not change:
        return {"delta": _("the same"), "note": note}
    size = short_rupiah(abs(change)) if isinstance(change, Decimal) else counted(abs(change))
    return {"delta": f"{'+' if change > 0 else '−'}{size}", "note": note,
            "tone": "ok" if change > 0 else "bad"}  # fmt: skip


@dataclass
class Read:
    """All numbers of one dashboard, read once."""

    lens: Lens
    pipeline: numbers.Pipeline
    money: numbers.Money
    files: numbers.Files
    late: dict[int, int]
    people: tuple[int, int]
    conversion: tuple[int, int]

    @classmethod
    def of(cls, lens: Lens) -> Read:
        """Ask the database."""
        return cls(lens, numbers.pipeline(lens), numbers.money(lens), numbers.files(lens),
                   numbers.late_by_unit(lens), numbers.new_prospects(lens),
                   numbers.conversion(lens))  # fmt: skip


def tiles(read: Read) -> list[Tile]:
    """Return the five tiles."""
    lens, money = read.lens, read.money
    disbursed, noa = numbers.total(money.credit), sum(money.noa.values())
    waiting, held = numbers.total(money.awaiting), read.files.all_held
    label = lens.period.label
    return [
        Tile(_("Disbursed, %(period)s") % {"period": label},
             rupiah_cell(figure(lens, "disbursed", disbursed)),
             **_difference(disbursed.amount, money.credit_before.amount, lens)),
        Tile(_("NOA"), count_cell(figure(lens, "noa", noa)), unit=_("first disbursed"),
             **_difference(noa, money.noa_before, lens)),
        Tile(_("Awaiting confirmation"), rupiah_cell(figure(lens, "awaiting", waiting)),
             unit=_parts(waiting.n), **_oldest(read)),
        Tile(_("Held up files"), count_cell(figure(lens, "held", held)),
             unit=_("of %(n)s") % {"n": counted(read.files.everywhere)},
             delta=short_rupiah(held.amount) if held.n else "",
             tone="bad", note=_("past the holder's target") if held.n else _("none past target")),
        Tile(_("Deposits (DPK) received"), rupiah_cell(figure(lens, "funds", money.funds)),
             **_difference(money.funds.amount, money.funds_before.amount, lens)),
    ]  # fmt: skip


def _parts(n: int) -> str:
    return ngettext("%(n)s disbursement", "%(n)s disbursements", n) % {"n": counted(n)}


def _oldest(read: Read) -> dict[str, str]:
    if read.money.oldest_awaiting is None:
        return {"note": _("nothing waits")}
    days = (read.lens.today - read.money.oldest_awaiting).days
    return {"delta": ngettext("%(n)s day", "%(n)s days", days) % {"n": days},
            "note": _("since the oldest one")}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One officer or branch in the table."""

    name: str
    initials: str
    url: str
    disbursed: Cell
    noa: Cell
    awaiting: Cell
    pipeline: Cell
    everything: Cell | None
    held: Cell
    late: Cell


def _people(read: Read, ids: set[int]) -> list[tuple[int, str, str, str, str]]:
    """Return (id, public id, name, initials, address) of everybody with a figure, and officers."""
    lens = read.lens
    if lens.unit == "branch_id":
        return [_branch_line(lens, branch) for branch in lens.branches
                if branch.pk in ids or branch.is_active]  # fmt: skip
    people = User.objects.filter(pk__in=ids) | _officers(lens)
    return [
        (person.pk, person.public_id, person.full_name, person.initials,
         figure(lens, "pipeline", 0, owner=person.public_id).url)
        for person in people.distinct()
    ]  # fmt: skip


def _branch_line(lens: Lens, branch: Branch) -> tuple[int, str, str, str, str]:
    url = f"{reverse('reports:dashboard')}?{_encoded(lens.query(branch=branch.public_id))}"
    return branch.pk, branch.public_id, branch.name, "", url


def _encoded(query: dict[str, str]) -> str:
    from urllib.parse import urlencode

    return urlencode(query)


def _officers(lens: Lens) -> Any:
    """Officers who should be in the table even when they have nothing."""
    rows = User.objects.filter(role=Role.OFFICER, is_active=True)
    if lens.branch is not None:
        return rows.filter(branch=lens.branch)
    reach = lens.user.access.reach
    return (
        rows.filter(branch_id__in=reach.branch_ids)
        if reach.branch_ids
        else rows.filter(pk__in=reach.owner_ids)
    )


def lines(read: Read) -> list[Line]:
    """Return the table, the most disbursed first."""
    money, files = read.money, read.files
    ids = {*read.pipeline.units(), *money.credit, *money.awaiting, *files.held_by_unit, *read.late}
    rows = [(_line(read, *person), money.credit[person[0]].amount) for person in _people(read, ids)]
    rows.sort(key=lambda row: (-row[1], row[0].name))
    return [line for line, _amount in rows]


def _line(read: Read, pk: int, public_id: str, name: str, initials: str, url: str) -> Line:
    lens, money = read.lens, read.money
    who = {"branch" if lens.unit == "branch_id" else "owner": public_id}
    held, late = read.files.held_by_unit[pk], read.late.get(pk, 0)
    everything = read.pipeline.sum(unit=pk)
    return Line(
        name, initials, url,
        rupiah_cell(figure(lens, "disbursed", money.credit[pk], **who), short=True),
        count_cell(figure(lens, "noa", money.noa[pk], **who)),
        rupiah_cell(figure(lens, "awaiting", money.awaiting[pk], **who), short=True),
        rupiah_cell(figure(lens, "pipeline", read.pipeline.sum(unit=pk, status="open"), **who),
                    short=True),
        Cell(f"{counted(everything.n)} · {bare_rupiah(everything.amount)}",
             figure(lens, "all_opportunities", everything, **who),
             format_rupiah(everything.amount)) if lens.period.code == "all" else None,
        count_cell(figure(lens, "held", held, **who), tone="bad" if held.n else ""),
        count_cell(figure(lens, "late", late, **who), tone="bad" if late else ""),
    )  # fmt: skip


def sum_line(read: Read) -> Line:
    """Return the last row: everybody."""
    lens, money = read.lens, read.money
    everything = read.pipeline.sum()
    return Line(
        _("All"), "", "",
        rupiah_cell(figure(lens, "disbursed", numbers.total(money.credit)), short=True),
        count_cell(figure(lens, "noa", sum(money.noa.values()))),
        rupiah_cell(figure(lens, "awaiting", numbers.total(money.awaiting)), short=True),
        rupiah_cell(figure(lens, "pipeline", read.pipeline.sum(status="open")), short=True),
        Cell(f"{counted(everything.n)} · {bare_rupiah(everything.amount)}",
             figure(lens, "all_opportunities", everything),
             format_rupiah(everything.amount)) if lens.period.code == "all" else None,
        count_cell(figure(lens, "held", read.files.all_held)),
        count_cell(figure(lens, "late", sum(read.late.values()))),
    )  # fmt: skip


@dataclass(frozen=True)
class People:
    """New prospects and conversion."""

    label: str
    cells: list[Cell]
    text: str
    delta: str = ""
    tone: str = ""
    note: str = ""


def people(read: Read) -> list[People]:
    """Return new prospects, new opportunities and what became of them."""
    lens = read.lens
    now, before = read.people
    created, won = read.conversion
    share = percent(Decimal(won) * 100 / created, 0) if created else "–"
    span = _("all time") if lens.period.days is None else _("last %(n)s days") % {
        "n": numbers.CONVERSION_DAYS}  # fmt: skip
    return [
        People(_("New prospects"), [count_cell(figure(lens, "new_prospects", now))], "",
               **_difference(now, before, lens)),
        People(_("Conversion, %(days)s") % {"days": span},
               [count_cell(figure(lens, "created_won", won)),
                count_cell(figure(lens, "created", created))], share,
               note=_("of the opportunities created are disbursed")),
    ]  # fmt: skip


def _late_line(lens: Lens, step: Any) -> dict[str, str]:
    days = step.days_late(lens.today)
    amount = step.opportunity.amount if step.opportunity else Decimal(0)
    words = step.owner.full_name.split()
    return {
        "name": step.prospect.name,
        "url": reverse("prospects:prospect-detail", args=[step.prospect.public_id]),
        "step": capfirst(step.title),
        "owner": " ".join([words[0], *(word[0] + "." for word in words[1:2])]),
        "amount": short_rupiah(amount) if amount else "–",
        "title": format_rupiah(amount),
        "late": ngettext("%(n)s day", "%(n)s days", days) % {"n": days},
    }


def late_lines(lens: Lens, steps: Iterable[Any]) -> list[dict[str, str]]:
    """Return late follow-ups as rows."""
    return [_late_line(lens, step) for step in steps]
