"""What bodies, answers and query strings of the API are made of."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja.params.models import Header
from pydantic import BaseModel, ConfigDict, Field

from core.api.problems import field_error, invalid
from core.money import MAX_AMOUNT
from core.paging import Order, is_cursor, page_of
from core.public_id import ALPHABET, LENGTH

PUBLIC_ID = f"^[{ALPHABET}]{{{LENGTH}}}$"
Row = TypeVar("Row", bound=models.Model)
Ready = TypeVar("Ready")

Rupiah = Annotated[int, Field(strict=True, ge=0, le=int(MAX_AMOUNT), description="Whole rupiah.")]
PublicId = Annotated[str, Field(pattern=PUBLIC_ID)]
Version = Annotated[
    int, Field(strict=True, ge=1, le=2_000_000_000, description="The version you read.")
]
Day = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="YYYY-MM-DD.")]
IdempotencyKey = Annotated[
    str,
    Header(
        ..., alias="Idempotency-Key", max_length=200, pattern="^[!-~]+$",
        description="Chosen by you for this one request: a repeat answers as the first did and "
        "does nothing again; the same key with another body is refused. Kept 48 hours.",
    ),
]  # fmt: skip


class Answer(BaseModel):
    """What the API sends."""


class Body(BaseModel):
    """What the API takes: no field beyond those it names."""

    model_config = ConfigDict(extra="forbid")


class Named(Answer):
    """A person, branch, product or prospect, to be shown and to be followed."""

    id: str
    name: str


class Paged(BaseModel):
    """Which page of a list is asked for, by the cursors of the page before."""

    limit: int = Field(50, ge=1, le=100, description="Rows on a page.")
    after: str = Field("", max_length=1000, description="The `after` of the page before.")
    before: str = Field("", max_length=1000, description="The `before` of the page after.")


def one_of(values: Iterable[str]) -> str:
    """Return the pattern that only these values match."""
    return f"^({'|'.join(re.escape(value) for value in values)})$"


def choice(values: Iterable[str], words: str = "") -> Any:
    """Return an optional parameter with these values; anything else is refused."""
    listed = [str(value) for value in values]
    said = f"{words} " if words else ""
    return Field("", pattern=one_of(listed), description=f"{said}One of: {', '.join(listed)}.")


def page_answer(
    rows: QuerySet[Row], order: Order, paged: Paged, ready: Callable[[Row], Ready]
) -> dict[str, Any]:
    """Return a page of `ready` rows with the cursors around it; one query.

    Raises Problem for a cursor that is none of this list: going on from the start would make a
    program read the same rows for ever.
    """
    for name in ("after", "before"):
        if getattr(paged, name) and not is_cursor(order, getattr(paged, name)):
            raise invalid([field_error(name, _("This cursor is not of this list."), "cursor")])
    page = page_of(rows, order, size=paged.limit, after=paged.after, before=paged.before)
    items = [ready(row) for row in page.rows]
    return {"items": items, "before": page.before or None, "after": page.after or None}


def check_used(asked: Mapping[str, str], used: Mapping[str, str]) -> None:
    """Refuse a value that a list leaves out: a wrong filter must not show everything."""
    lost = [name for name, value in asked.items() if value and used.get(name, "") != value]
    if lost:
        raise invalid(field_error(name, _("This value is not valid.")) for name in lost)


def named(row: Any, name: str) -> dict[str, str]:
    """Return a row by its public id and name."""
    return {"id": row.public_id, "name": name}
