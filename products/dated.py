"""Dated settings over time: what has begun stays as it was, a change is a new row from its day.

Rows of the same case (same product, same cost or limit) follow one another without a common day:
a new row ends the one before it, and ends itself before one that is announced already.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.formats import date_words
from products.models import (
    BankStanding,
    CollectibilityRule,
    ContractTerms,
    GuaranteeRate,
    IncomeZone,
    KurScheme,
    Limit,
    PriceZone,
    RegionRule,
    SubsidyTerms,
    UpfrontCost,
    ValueRule,
    VatRate,
    VatRelief,
    VehicleRule,
)
from products.models.settings import Dated, DatedQuerySet
from products.rates import COMING, IN_FORCE, PAST

ONE_DAY = timedelta(days=1)
DATES = {"valid_from", "valid_to"}
# What makes two rows speak of the same thing.
CASE: dict[type[Dated], tuple[str, ...]] = {
    ContractTerms: ("product",),
    UpfrontCost: ("product", "code"),
    Limit: ("product", "code"),
    GuaranteeRate: (),
    CollectibilityRule: (),
    KurScheme: ("scheme",),
    SubsidyTerms: (),
    PriceZone: ("zone",),
    IncomeZone: ("zone",),
    RegionRule: ("region",),
    BankStanding: (),
    ValueRule: ("kind", "above"),
    VehicleRule: ("kind",),
    VatRate: (),
    VatRelief: (),
}
Row = TypeVar("Row", bound=Dated)


def state_of(row: Dated, today: date) -> str:
    """Return whether the row is past, in force or coming on `today`."""
    if row.valid_from > today:
        return COMING
    return PAST if row.valid_to is not None and row.valid_to < today else IN_FORCE


def _others(row: Dated) -> DatedQuerySet:
    """Return the rows of the same case but this one, locked until the end of the transaction."""
    same = {name: getattr(row, name) for name in CASE[type(row)]}
    manager: Any = type(row)._base_manager
    found = DatedQuerySet(type(row)).filter(pk__in=manager.filter(**same).values("pk"))
    return found.exclude(pk=row.pk).select_for_update().order_by("valid_from")


@transaction.atomic
def announce(row: Row, *, today: date) -> Row:
    """Save a row that begins tomorrow at the earliest, today where nothing is in force.

    The one before ends the day before. Raises ValidationError in the user's words.
    """
    _place(row, list(_others(row)), today)
    row.full_clean()
    row.save()
    return row


def _place(row: Dated, others: list[Any], today: date) -> None:
    """Make room: the row before ends the day before, this one before the next begins."""
    runs = any(state_of(one, today) == IN_FORCE for one in others)
    first = today + ONE_DAY if runs else today
    if row.valid_from < first:
        text = _("This cannot begin in the past. The earliest day is %(day)s.")
        raise ValidationError(text % {"day": date_words(first)})
    _fit_before_next(row, others)
    for one in others:
        is_earlier = one.valid_from < row.valid_from
        if is_earlier and (one.valid_to is None or one.valid_to >= row.valid_from):
            one.save_version(one.version, valid_to=row.valid_from - ONE_DAY)


def _fit_before_next(row: Dated, others: list[Any]) -> None:
    """End the row before the next one begins; refuse a second row of the same day."""
    later = [one.valid_from for one in others if one.valid_from >= row.valid_from]
    if row.valid_from in later:
        raise ValidationError(_("Another row begins on this day already. Change that one."))
    if later and (row.valid_to is None or row.valid_to >= min(later)):
        row.valid_to = min(later) - ONE_DAY


@transaction.atomic
def change(row: Row, expected: int, values: dict[str, Any], *, today: date) -> Row:
    """Write the changes of a row as its state allows and return the row that holds them.

    In force: another first day makes a new row from that day, the same first day can only move
    the end. Coming: everything but its case may change. Raises StaleError for an old version.
    """
    state = state_of(row, today)
    if state == PAST:
        raise ValidationError(_("This is past and stays as it is."))
    if state == COMING:
        return _change_coming(row, expected, values, today)
    if values["valid_from"] == row.valid_from:
        return _move_end(row, expected, values, today)
    row.save_version(expected)
    return announce(type(row)(**_copied(row, values)), today=today)


def _copied(row: Dated, values: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a new row: those of the old one with the changes in them."""
    names = {one.name for one in row._meta.concrete_fields} - {"id", "public_id", "version"}
    return {name: values.get(name, getattr(row, name)) for name in names}


def _change_coming(row: Row, expected: int, values: dict[str, Any], today: date) -> Row:
    others = list(_others(row))
    _give_back(row, others, today)
    for name, value in values.items():
        setattr(row, name, value)
    _place(row, others, today)
    return row.save_version(expected, **{**values, "valid_to": row.valid_to})


def _move_end(row: Row, expected: int, values: dict[str, Any], today: date) -> Row:
    if any(getattr(row, name) != value for name, value in values.items() if name not in DATES):
        text = _("This has begun and stays as it is. Enter the day from which the new values hold.")
        raise ValidationError(text)
    if values["valid_to"] is not None and values["valid_to"] < today:
        raise ValidationError(_("The last day cannot lie before today."))
    row.valid_to = values["valid_to"]
    _fit_before_next(row, list(_others(row)))
    return row.save_version(expected, valid_to=row.valid_to)


@transaction.atomic
def withdraw(row: Dated, expected: int, *, today: date) -> None:
    """Take back a row that has not begun; the one before runs on in its place.

    Raises StaleError for an old version.
    """
    if state_of(row, today) != COMING:
        raise ValidationError(_("This has begun and stays as it is."))
    row.save_version(expected)
    _give_back(row, list(_others(row)), today)
    row.delete()


def _give_back(row: Dated, others: list[Any], today: date) -> None:
    """Let the row before run on over the days of this one."""
    for one in others:
        if one.valid_to == row.valid_from - ONE_DAY and one.valid_to >= today:
            one.save_version(one.version, valid_to=row.valid_to)
