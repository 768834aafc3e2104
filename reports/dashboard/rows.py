"""The dashboard as ready strings: tiles, table, charts, each figure with its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import count as counted
from core.formats import percent
from core.money import format_rupiah, short_rupiah
from core.stencil import draw, each
from org.access.roles import Role
from org.models import User
from prospects.restriction import shown_name
from reports.dashboard import numbers
from reports.dashboard.tallies import Files, Money, Pipeline, Tally, total
from reports.dashboard.view import Lens, Unit
from reports.figures import Figure, figure

PLAIN, QUIET, BAD = "ao-cink", "ao-c2", "ao-cbad ao-b6"
BOLD = "ao-cink ao-b6"
TEMPLATE = "reports/dashboard_figure.html"


@dataclass(frozen=True)
class Cell:
    """One figure as it stands on the page: a link to the list behind it."""

    text: str
    figure: Figure
    title: str = ""
    look: str = PLAIN

    @property
    def fields(self) -> dict[str, str]:
        """What its template prints; `count` and `sum` are for machines."""
        found = self.figure
        amount = "" if found.amount is None else str(int(found.amount))
        return {"text": self.text, "title": self.title, "look": self.look, "url": found.url,
                "name": found.name, "count": str(found.count), "sum": amount}  # fmt: skip

    @property
    def html(self) -> SafeString:
        """The link; many at once are drawn by `links`."""
        return draw(TEMPLATE, [self.fields])


def links(cells: Iterable[Cell]) -> list[SafeString]:
    """Return the links of many cells."""
    return each(TEMPLATE, [cell.fields for cell in cells])


def bare_rupiah(amount: Decimal) -> str:
    """`610 jt`: the short amount in a column whose head says rupiah; a dash for nothing."""
    return short_rupiah(amount).removeprefix("Rp") if amount else "–"


def rupiah_cell(found: Figure, *, short: bool = False, look: str = PLAIN) -> Cell:
    """Return an amount, in full on hover."""
    amount = found.amount or Decimal(0)
    text = bare_rupiah(amount) if short else short_rupiah(amount)
    return Cell(text, found, format_rupiah(amount), look)


def count_cell(found: Figure, *, look: str = PLAIN) -> Cell:
    """Return a count."""
    return Cell(counted(found.count), found, look=look)


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
    pipeline: Pipeline
    money: Money
    files: Files
    late: dict[int, int]
    people: tuple[int, int]
    conversion: tuple[int, int]

    @classmethod
    def of(cls, lens: Lens) -> Read:
        """Ask the database."""
        return cls(lens, numbers.pipeline(lens), numbers.money(lens), numbers.files(lens),
                   numbers.late_by_unit(lens), *numbers.people(lens))  # fmt: skip


def tiles(read: Read) -> list[Tile]:
    """Return the five tiles."""
    lens, money = read.lens, read.money
    disbursed, noa = total(money.credit), sum(money.noa.values())
    waiting, held = total(money.awaiting), read.files.all_held
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


class Row(NamedTuple):
    """Whom a line of the table is about; officers have initials, places a mark."""

    pk: int
    public_id: str
    name: str
    initials: str
    url: str


def _rows(read: Read, ids: set[int]) -> list[Row]:
    """Return everybody with a figure, and who should be in the table even without one."""
    lens = read.lens
    if lens.unit != Unit.OFFICER:
        return _places(lens, ids)
    people = User.objects.filter(pk__in=ids) | _officers(lens)
    return [
        Row(person.pk, person.public_id, person.full_name, person.initials,
            figure(lens, "pipeline", 0, owner=person.public_id).url)
        for person in people.distinct()
    ]  # fmt: skip


def _places(lens: Lens, ids: set[int]) -> list[Row]:
    """Return the regions, or the branches of one; each opens its own dashboard."""
    is_region = lens.unit == Unit.REGION
    found = {}
    for place in lens.branches:
        row = (place.region_pk, place.region_id, place.region_name) if is_region else place[:3]
        inside = is_region or lens.region_id in ("", place.region_id)
        if inside and (row[0] in ids or place.is_active):
            found[row[0]] = row
    base = f"{reverse('reports:dashboard')}?{urlencode(lens.query(region=''))}&{lens.unit}="
    return [Row(pk, public_id, name, "", f"{base}{public_id}")
            for pk, public_id, name in found.values()]  # fmt: skip


def _officers(lens: Lens) -> Any:
    """Officers who should be in the table even when they have nothing."""
    rows = User.objects.filter(role=Role.OFFICER, is_active=True)
    if lens.branch is not None:
        return rows.filter(branch_id=lens.branch.pk)
    reach = lens.user.access.reach
    return (
        rows.filter(branch_id__in=reach.branch_ids)
        if reach.branch_ids
        else rows.filter(pk__in=reach.owner_ids)
    )


COLUMNS = ("disbursed", "noa", "awaiting", "pipeline", "held", "late", "everything")


def lines(read: Read) -> SafeString:
    """Return the table's lines, the most disbursed first."""
    money, files = read.money, read.files
    ids = {*read.pipeline.by_unit, *money.credit, *money.awaiting, *files.held_by_unit, *read.late}
    rows = sorted(_rows(read, ids), key=lambda row: (-money.credit[row.pk].amount, row.name))
    cells = [_cells(read, row) for row in rows]
    ready = iter(links(cell for line in cells for cell in line))
    found = []
    for row, line in zip(rows, cells, strict=True):
        texts = dict(zip(COLUMNS, islice(ready, len(line)), strict=False))
        found.append({"name": row.name, "initials": row.initials, "url": row.url,
                      "everything": ""} | texts)  # fmt: skip
    return draw("reports/dashboard_line.html", found)


def _cells(read: Read, row: Row) -> list[Cell]:
    """Return a line's figures in the order of COLUMNS; the last one only in all time."""
    lens, money, pk = read.lens, read.money, row.pk
    who = {str(lens.unit): row.public_id}
    held, late = read.files.held_by_unit[pk], read.late.get(pk, 0)
    found = [
        rupiah_cell(figure(lens, "disbursed", money.credit[pk], **who), short=True),
        count_cell(figure(lens, "noa", money.noa[pk], **who)),
        rupiah_cell(figure(lens, "awaiting", money.awaiting[pk], **who), short=True, look=QUIET),
        rupiah_cell(figure(lens, "pipeline", read.pipeline.of_unit(pk, "open"), **who), short=True),
        count_cell(figure(lens, "held", held, **who), look=BAD if held.n else PLAIN),
        count_cell(figure(lens, "late", late, **who), look=BAD if late else PLAIN),
    ]
    return [*found, *_everything(lens, read.pipeline.of_unit(pk), who)]


def _everything(lens: Lens, found: Tally, who: dict[str, str]) -> list[Cell]:
    """Return all opportunities ever, where all time is shown."""
    if lens.period.code != "all":
        return []
    text = f"{counted(found.n)} · {bare_rupiah(found.amount)}"
    return [Cell(text, figure(lens, "all_opportunities", found, **who),
                 format_rupiah(found.amount))]  # fmt: skip


def sum_line(read: Read) -> dict[str, Any]:
    """Return the last row: everybody. What the tiles show already is plain text here."""
    lens, money = read.lens, read.money
    everything = _everything(lens, read.pipeline.sum(), {})
    return {
        "disbursed": bare_rupiah(total(money.credit).amount),
        "noa": counted(sum(money.noa.values())),
        "awaiting": bare_rupiah(total(money.awaiting).amount),
        "pipeline": rupiah_cell(
            figure(lens, "pipeline", read.pipeline.sum(status="open")), short=True
        ).html,
        "everything": everything[0].html if everything else "",
        "held": counted(read.files.all_held.n),
        "late": count_cell(figure(lens, "late", sum(read.late.values()))).html,
    }


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
               [count_cell(figure(lens, "created_won", won), look=""),
                count_cell(figure(lens, "created", created), look="")], share,
               note=_("of the opportunities created are disbursed")),
    ]  # fmt: skip


def _late_line(lens: Lens, step: Any) -> dict[str, str]:
    days = step.days_late(lens.today)
    amount = step.opportunity.amount if step.opportunity else Decimal(0)
    words = step.owner.full_name.split()
    return {
        "name": shown_name(step.prospect, lens.user),
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
