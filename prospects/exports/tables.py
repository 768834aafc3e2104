"""The rows of an export with typed cells: what the list shows this person, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.spreadsheets.writing import Cell
from org.models import User
from products.models import Product
from prospects.cards import list_row
from prospects.filters import OpportunityFilter
from prospects.imports.opening import deal_names, template_names
from prospects.list_filter import ListFilter, rows_for
from prospects.models import ExportFile, Opportunity
from prospects.restriction import shown_name
from prospects.rows import row_of, with_latest_opportunity
from prospects.tables import deals, people
from prospects.tables.columns import chosen_of
from prospects.tables.people import PersonLine, phone_text, with_tags

CHUNK = 2_000
TEMPLATE = ("name", "phone", "product", "amount", "source", "company", "email", "address",
            "created", "notes")  # fmt: skip


def is_of_people(export: ExportFile) -> bool:
    """Tell whether the rows are prospects."""
    return export.table == "prospects"


def rows_of(export: ExportFile, user: User, *, now: datetime) -> QuerySet[Any]:
    """Return the rows the person sees now of what he asked for then."""
    if is_of_people(export):
        chosen = ListFilter.from_query(export.query)
        rows: QuerySet[Any] = rows_for(chosen, user=user, now=now, text=export.text)
    else:
        today = now.astimezone(user.zone).date()
        wanted = OpportunityFilter.read(export.query)
        rows = wanted.rows(user, now=now, today=today, text=export.text)
    if export.batch is None:
        return rows
    name = "prospect_id" if is_of_people(export) else "opportunity_id"
    return rows.filter(pk__in=export.batch.items.values(name))


def persons_in(export: ExportFile, user: User, *, now: datetime) -> int:
    """Return of how many persons the file would speak."""
    rows = rows_of(export, user, now=now).order_by()
    if is_of_people(export):
        return rows.count()
    return rows.values("prospect_id").distinct().count()


def head_of(export: ExportFile, user: User) -> list[str]:
    """Return the names of the columns."""
    if not is_of_people(export) and export.layout == ExportFile.Layout.TEMPLATE:
        return deal_names()
    if not is_of_people(export):
        return [str(column.label) for column in _deal_columns(export, user)]
    if export.layout == ExportFile.Layout.TEMPLATE:
        return template_names()
    return [label for label, _value in _screen(export, user)]


def cells_of(export: ExportFile, user: User, *, now: datetime) -> Iterator[list[Cell]]:
    """Yield the cells of each row, two thousand rows at a time."""
    if is_of_people(export):
        yield from _people(export, user, now)
    else:
        yield from _deals(export, user, now)


def _for_many(user: User) -> bool:
    reach = user.access.reach
    return reach.bank or bool(reach.branch_ids) or reach.owner_ids != {user.pk}


def _screen(export: ExportFile, user: User) -> list[tuple[str, Any]]:
    """Return (label, value) of each column; what shares a cell on the screen has its own here."""
    chosen = chosen_of(people.COLUMNS, export.columns, for_many=_for_many(user))
    found: list[tuple[str, Any]] = []
    for column in chosen:
        found.append((str(column.label), column.value))
        if column.code == "name":
            found.append((_("Mobile number"), phone_text))
        if column.code == "owner" and all(other.code != "branch" for other in chosen):
            found.append((_("Branch"), people.COLUMNS["branch"].value))
    return found


def _people(export: ExportFile, user: User, now: datetime) -> Iterator[list[Cell]]:
    if export.layout == ExportFile.Layout.TEMPLATE:
        values = [phone_text if c == "phone" else people.COLUMNS[c].value for c in TEMPLATE]
        names = dict(Product.objects.values_list("short_name", "code"))
        values[TEMPLATE.index("product")] = lambda line: names.get(line.row.product, "")
    else:
        values = [value for _label, value in _screen(export, user)]
    chosen: Any = rows_of(export, user, now=now)
    rows = with_tags(with_latest_opportunity(chosen, user), user)
    for prospect in rows.order_by("pk").iterator(chunk_size=CHUNK):
        line = PersonLine(prospect, row_of(prospect, now, user), user, now)
        yield [value(line) for value in values]


def _deal_columns(export: ExportFile, user: User) -> list[Any]:
    return chosen_of(deals.COLUMNS, export.columns, for_many=_for_many(user))


def _deal_to_import(row: Opportunity, user: User) -> list[Cell]:
    """Return the cells our own import reads, in the order of `deal_names`; codes, not labels."""
    stage = row.stage if row.status == Opportunity.Status.OPEN else row.status
    return [
        row.public_id, row.prospect.number, shown_name(row.prospect, user), row.product.code,
        row.amount, stage,
        row.owner.username, row.created_on, row.closed_on, row.expected_close_on, row.stage_since,
    ]  # fmt: skip


def _deals(export: ExportFile, user: User, now: datetime) -> Iterator[list[Cell]]:
    columns = _deal_columns(export, user)
    today = now.astimezone(user.zone).date()
    rows = rows_of(export, user, now=now).order_by("pk")
    rows = rows.select_related("product", "prospect", "branch", "owner", "loss_reason")
    row: Opportunity
    for row in rows.iterator(chunk_size=CHUNK):
        if export.layout == ExportFile.Layout.TEMPLATE:
            yield _deal_to_import(row, user)
            continue
        line = deals.DealLine(row, list_row(row, now=now, today=today, user=user))
        yield [column.value(line) for column in columns]
