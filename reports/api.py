"""The figures of the dashboard for programs: the same numbers, each with the list behind it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from core.api.problems import field_error, invalid
from core.api.shapes import Answer, choice
from org.access.api import ApiRequest, ApiRouter
from org.access.permissions import Permission as P
from reports.dashboard.periods import CODES
from reports.dashboard.rows import Read
from reports.dashboard.tallies import Tally, total
from reports.dashboard.view import NARROWER, Lens
from reports.figures import figure

router = ApiRouter(tags=["dashboard"])


class DashboardQuery(BaseModel):
    """Which days, and perhaps one region or branch and one product."""

    period: str = choice(CODES, "month is the default.")
    region: str = Field("", pattern="^[0-9a-z]{16}$", description="For those over several.")
    branch: str = Field("", pattern="^[0-9a-z]{16}$", description="For those over several.")
    product: str = Field("", pattern="^[0-9a-z]{16}$", description="Id of a product.")


class FigureAnswer(Answer):
    """One figure; `list` is the page of the portal with exactly the rows it counts."""

    name: str
    count: int
    amount: int | None
    list: str


class DashboardAnswer(Answer):
    """The figures of one reader. Both days are null for all time."""

    period: str
    first_day: date | None
    last_day: date | None
    figures: list[FigureAnswer]


def lens_of(request: ApiRequest, filters: DashboardQuery) -> Lens:
    """Return what the reader looks at; Problem for a place or product he cannot choose."""
    asked = {name: value for name, value in filters.model_dump().items() if value}
    lens = Lens.of(asked, request.person, request.now, request.today)
    for name in NARROWER:
        if asked.get(name, "") != getattr(lens, f"{name}_id"):
            raise invalid([field_error(name, _("This value is not valid."))])
    return lens


def tallies(read: Read) -> dict[str, Tally | int]:
    """Return every figure by name: count and sum, or a count alone."""
    money, files = read.money, read.files
    created, won = read.conversion
    return {
        "disbursed": total(money.credit),
        "noa": sum(money.noa.values()),
        "awaiting": total(money.awaiting),
        "funds": money.funds,
        "pipeline": read.pipeline.sum(status="open"),
        "all_opportunities": read.pipeline.sum(),
        "won": read.pipeline.sum(status="won"),
        "lost": read.pipeline.sum(status="lost"),
        "held": files.all_held,
        "late": sum(read.late.values()),
        "new_prospects": read.people[0],
        "created": created,
        "created_won": won,
    }


@router.operation("GET", "/dashboard", name="dashboard", permission=P.DASHBOARD_VIEW,
                  answer=DashboardAnswer)  # fmt: skip
def get_dashboard(request: ApiRequest, filters: Query[DashboardQuery]) -> Any:
    """Read the figures of the dashboard."""
    lens = lens_of(request, filters)
    found = [figure(lens, name, size) for name, size in tallies(Read.of(lens)).items()]
    days = lens.period.days
    return {
        "period": lens.period.code,
        "first_day": days.start if days else None,
        "last_day": days.end if days else None,
        "figures": [
            {"name": one.name, "count": one.count, "list": one.url,
             "amount": None if one.amount is None else int(one.amount)}
            for one in found
        ],
    }  # fmt: skip
