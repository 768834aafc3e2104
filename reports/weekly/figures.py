"""What a weekly report says, as data: frozen once and shown on page, paper and mail alike."""

from __future__ import annotations

import json
import types
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Part = TypeVar("Part")


@dataclass(frozen=True)
class Total:
    """How many, and how many rupiah."""

    n: int = 0
    amount: Decimal = Decimal(0)


@dataclass(frozen=True)
class Subject:
    """Whom the report is about. `title` is the role's name of that day."""

    kind: str  # officer or branch
    name: str
    title: str
    branch: str
    branch_code: str
    region: str


@dataclass(frozen=True)
class Customer:
    """A customer by number, initials and name; which of them is shown depends on the edition."""

    number: str
    initials: str
    name: str

    def shown(self, *, named: bool) -> str:
        """The name behind sign-in; number and initials in what leaves by mail."""
        return self.name if named else f"{self.number} ({self.initials})"


@dataclass(frozen=True)
class Record:
    """One line behind a figure. `stage` and `note` are codes, or what a person typed."""

    customer: Customer
    product: str
    amount: Decimal
    on: date
    stage: str = ""
    note: str = ""
    officer: str = ""
    days: int = 0
    then_on: date | None = None


@dataclass(frozen=True)
class StageRow:
    """One rung at the end of the week and what went in and out during it."""

    phase: str
    stage: str
    n: int
    amount: Decimal
    entered: int
    left: int
    held: int


@dataclass(frozen=True)
class Reason:
    """Opportunities lost for one reason, in both languages."""

    kind: str
    label_id: str
    label_en: str
    n: int
    amount: Decimal


@dataclass(frozen=True)
class Share:
    """A group of customers: by source, product or segment. `key` is a code or a product's name."""

    key: str
    customers: int
    new: int
    amount: Decimal


@dataclass(frozen=True)
class WeekActivity:
    """Visits and telephone calls of one week."""

    number: int
    visits: int
    calls: int


@dataclass(frozen=True)
class FollowUps:
    """What was promised for the week: done, missed, and still late at its end."""

    done: int = 0
    missed: int = 0
    late: int = 0


@dataclass(frozen=True)
class Money:
    """Confirmed disbursements of credit, and funds that came in."""

    week: Total
    previous_week: Total
    month: Total
    previous_month: Total
    noa_week: int
    noa_previous_week: int
    noa_month: int
    noa_previous_month: int
    funds_week: Total
    funds_month: Total
    funds_previous_month: Total
    awaiting: Total
    confirmed_late: Total


@dataclass(frozen=True)
class OfficerRow:
    """One officer inside a branch report."""

    name: str
    money: Decimal
    noa: int
    open: Total
    held: int
    visits: int
    missed: int


@dataclass(frozen=True)
class WeeklyFigures:
    """All a weekly report says."""

    week: str
    first: date
    last: date
    zone: str
    as_of: datetime
    subject: Subject
    money: Money
    stages: list[StageRow]
    open: Total
    open_previous: Total
    held: Total
    held_previous: Total
    disbursed: list[Record]
    advanced: list[Record]
    lost: list[Record]
    held_files: list[Record]
    reasons: list[Reason]
    new_prospects: int
    new_prospects_previous: int
    new_opportunities: Total
    follow_ups: FollowUps
    activities: list[WeekActivity]
    visits: list[Record]
    sources: list[Share]
    products: list[Share]
    segments: list[Share]
    dormant: int
    actions: list[Record]
    officers: list[OfficerRow]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def to_data(figures: WeeklyFigures) -> dict[str, Any]:
    """Return the figures as JSON knows them: whole rupiah as integers, dates in ISO."""
    plain: dict[str, Any] = _plain(asdict(figures))
    return plain


def canonical(figures: WeeklyFigures) -> bytes:
    """Return the bytes two equal computations share."""
    return json.dumps(to_data(figures), sort_keys=True, ensure_ascii=False).encode()


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) is list:
        return [_read(get_args(kind)[0], inner) for inner in value]
    if isinstance(kind, types.UnionType):
        return None if value is None else _read(get_args(kind)[0], value)
    if is_dataclass(kind):
        return from_data(kind, value)  # type: ignore[arg-type]
    if kind is Decimal:
        return Decimal(value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return value


def from_data(kind: type[Part], data: dict[str, Any]) -> Part:
    """Read `to_data`'s answer back; KeyError when a figure is missing."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _read(hints[name], data[name]) for name in names})
