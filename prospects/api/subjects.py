"""Whose figures an address means: a prospect, or the debtor of an opportunity, as on the pages."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from pydantic import BaseModel, Field

from core.api.forms import check_form, typed
from core.api.problems import Problem, field_error, invalid, stale
from core.api.words import WORDS
from core.versioning import StaleError
from org.access.api import ApiRequest
from org.access.permissions import Permission as P
from prospects.api import looking
from prospects.finance.reading import Subject
from prospects.models import Opportunity, Prospect

CENT = Decimal("0.01")
# The version of what is written once for an opportunity.
Seen: Any = Field(strict=True, ge=0, le=2_000_000_000, description="0 where nothing is yet.")


def people(request: ApiRequest) -> QuerySet[Prospect]:
    """Return the prospects the person reaches."""
    return Prospect.objects.visible_to(request.person).select_related("owner", "branch")


def files(request: ApiRequest) -> QuerySet[Opportunity]:
    """Return the opportunities the person reaches, archived ones apart."""
    rows = Opportunity.objects.visible_to(request.person).live()
    return rows.select_related("prospect__owner", "prospect__branch", "product")


def subject_of(request: ApiRequest) -> Subject:
    """Return whose figures these are."""
    row = request.object
    return Subject(row.prospect, row) if isinstance(row, Opportunity) else Subject(row)


def read(request: ApiRequest) -> Subject:
    """Return whose figures are read; the look is written down. Raises 429 for too many."""
    subject = subject_of(request)
    looking.part(request, subject.prospect)
    return subject


def need(request: ApiRequest, permission: P) -> None:
    """Raise 403 without this right, which is asked for beside that of the operation."""
    if not request.person.may(permission):
        raise Problem(403)


def whole(amount: Decimal | None) -> int | None:
    """Return rupiah as they are sent."""
    return None if amount is None else int(amount)


def plain(number: Decimal | None) -> str | None:
    """Return a percentage or an area as it is kept: `7.25`."""
    return None if number is None else f"{number.normalize():f}"


def ratio(number: Decimal | None) -> str | None:
    """Return a percentage that was divided out, to two decimals."""
    return None if number is None else str(number.quantize(CENT, ROUND_HALF_UP))


def refuse_unknown(form: forms.BaseForm, sent: dict[str, str]) -> None:
    """Refuse what the form of this kind does not ask: nothing that was sent is lost in silence."""
    text = str(WORDS["extra_forbidden"])
    lost = [field_error(name, text, "extra_forbidden") for name in sent if name not in form.fields]
    if lost:
        raise invalid(lost)


def filled(empty: Any, sent: dict[str, str]) -> dict[str, Any]:
    """Return what a form holds with what was sent on top, as it would be posted."""
    refuse_unknown(empty, sent)
    return {name: empty[name].value() for name in empty.fields} | sent


def checked(form: Any) -> dict[str, Any]:
    """Return what a form of the picture saves; raises 422 with its sentences."""
    check_form(form)
    values: dict[str, Any] = form.values()
    return values


def sent_of(body: BaseModel, *left_out: str) -> dict[str, str]:
    """Return the fields that were sent, as they would be typed, without these."""
    return {name: text for name, text in typed(body).items() if name not in left_out}


def stale_of(error: StaleError, mine: dict[str, Any], theirs: dict[str, Any]) -> Problem:
    """Return the refusal of an old version with both values of each field that differs."""
    current: Any = error.current
    pairs = [(name, value, theirs.get(name)) for name, value in mine.items()]
    return stale(current.version, pairs)
