"""The dashboard, and the list behind its late follow-ups."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import count as counted
from core.formats import day_and_month, hour
from org.access.permissions import Permission as P
from org.access.views import PortalView
from reports.dashboard import charts, handover, numbers, periods, rows
from reports.dashboard.rows import Read
from reports.dashboard.view import Lens, Unit

PAGE = 50
UNITS = {
    Unit.REGION: (gettext_lazy("By region"), gettext_lazy("Region")),
    Unit.BRANCH: (gettext_lazy("By branch"), gettext_lazy("Branch")),
    Unit.OFFICER: (gettext_lazy("By account officer"), gettext_lazy("Account officer")),
}


class DashboardView(PortalView):
    """Where the leader of a team, a branch, a region or the bank should act today."""

    permission = P.DASHBOARD_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the figures of the period asked for."""
        lens = Lens.of(request.GET, self.user, self.now, self.today)
        return render(request, "reports/dashboard.html", page_of(lens))


def page_of(lens: Lens) -> dict[str, Any]:
    """Return the whole page as ready strings."""
    read = Read.of(lens)
    late = numbers.latest_late(lens)
    return {
        "place": _place(lens),
        "stamp": _stamp(lens),
        "by_unit": UNITS[lens.unit][0],
        "unit_label": UNITS[lens.unit][1],
        "is_all_time": lens.period.code == "all",
        "before_label": lens.period.before_label,
        "period_label": lens.period.label,
        "tiles": rows.tiles(read),
        "lines": rows.lines(read),
        "sum": rows.sum_line(read),
        "people": rows.people(read),
        "phases": charts.by_phase(read),
        "totals": charts.totals_line(read),
        "holders": charts.by_holder(read),
        "held_count": read.files.all_held.n,
        "products": charts.by_product(read),
        "cumulative": charts.cumulative(read, numbers.daily(lens, read.money)),
        "left_behind": handover.left_behind(lens),
        "exports_url": reverse("prospects:export-waiting") if lens.user.may(P.EXPORT) else "",
        "late": rows.late_lines(lens, late),
        "late_count": sum(read.late.values()),
        "late_url": f"{reverse('reports:late-list')}?{urlencode(_narrower(lens))}",
        **_controls(lens),
    }


def _place(lens: Lens) -> str:
    if lens.branch is not None:
        return lens.branch.name
    if lens.region:
        return lens.regions[lens.region]
    if lens.user.branch is not None:
        return lens.user.branch.name
    names = {place.region_name for place in lens.branches}
    return names.pop() if len(names) == 1 else _("All branches")


def _stamp(lens: Lens) -> str:
    here = lens.now.astimezone(lens.user.zone)
    day = f"{day_and_month(lens.today)} {lens.today.year}"
    return _("data of %(day)s, %(hour)s") % {"day": day, "hour": hour(here)}


def _narrower(lens: Lens) -> dict[str, str]:
    return {k: v for k, v in lens.query().items() if k != "period"}


def _address(lens: Lens, **changes: str) -> str:
    return f"{reverse('reports:dashboard')}?{urlencode(lens.query(**changes))}"


def _controls(lens: Lens) -> dict[str, Any]:
    words = periods.labels(lens.today)
    products = [
        {"label": p.name, "url": _address(lens, product=p.public_id),
         "is_on": p.public_id == lens.product_id}
        for p in lens.products
    ]  # fmt: skip
    return {
        "switch": [{"label": words[code], "url": _address(lens, period=code),
                    "is_on": code == lens.period.code} for code in periods.CODES],
        "products_menu": products,
        "product_label": lens.product.name if lens.product else _("All products"),
        "all_products_url": _address(lens, product=""),
        "places_menu": _places(lens),
        "place_label": _chosen_place(lens),
        "share_url": reverse("reports:summary-text"),
        "may_share": lens.user.may(P.SUMMARY_SHARE),
    }  # fmt: skip


def _chosen_place(lens: Lens) -> str:
    if lens.branch is not None:
        return lens.branch.name
    return lens.regions[lens.region] if lens.region else _("All branches")


def _places(lens: Lens) -> list[dict[str, Any]]:
    """Return the way up, then the regions to choose from, or the branches of the one chosen."""
    if not lens.branches:
        return []
    found = [{"label": _("All branches"), "url": _address(lens, region="", branch="")}]
    if lens.regions and not lens.region:
        return found + [{"label": name, "url": _address(lens, region=public_id)}
                        for public_id, name in lens.regions.items()]  # fmt: skip
    if lens.region:
        up = _address(lens, region=lens.region, branch="")
        found.append({"label": lens.regions[lens.region], "url": up})
    return found + [
        {"label": place.name, "url": _address(lens, region="", branch=place.public_id),
         "is_on": place.public_id == lens.branch_id}
        for place in lens.branches if lens.region in ("", place.region_id)
    ]  # fmt: skip


class LateListView(PortalView):
    """The follow-ups whose day is over, of everybody in reach."""

    permission = P.DASHBOARD_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the first page and the exact count."""
        lens = Lens.of(request.GET, self.user, self.now, self.today)
        found = _one_officer(numbers.late_steps(lens), request.GET.get("owner", ""))
        branch = request.GET.get("branch", "")
        if branch and not lens.branch_id:
            found = found.filter(branch__public_id=branch)
        first = _whole(request.GET.get("skip", ""))
        steps = found.select_related("prospect", "opportunity", "owner")[first : first + PAGE]
        total = found.count()
        more = f"?{urlencode(request.GET.dict() | {'skip': first + PAGE})}"
        return render(request, "reports/late_list.html", {
            "late": rows.late_lines(lens, steps),
            "total": total,
            "total_text": counted(total),
            "next_url": more if first + PAGE < total else "",
            "dashboard_url": _address(lens),
        })  # fmt: skip


def _one_officer(found: Any, public_id: str) -> Any:
    return found.filter(owner__public_id=public_id) if public_id else found


def _whole(text: str) -> int:
    return min(int(text), 100_000) if text.isascii() and text.isdigit() and len(text) < 7 else 0
