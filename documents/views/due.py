"""The ageing list of papers: what follows later and what expires, by branch, person and days."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import count, short_date
from core.paging import Order, page_of
from documents.due import AGES, KINDS, Wanted, by_age, by_holder, watched
from documents.models import Document
from org.access.permissions import Permission as P
from org.access.roles import GRANTS, Role, Scope
from org.access.views import PortalView
from prospects.restriction import shown_name

PAGE = 50
EARLIEST = Order("watch", "watch_on")
TONES = {"old": "bad", "month": "bad", "week": "warn", "soon": "", "later": ""}


class DueListView(PortalView):
    """One line for each paper that somebody has to see to."""

    permission = P.OPPORTUNITY_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of lines, the counts by age and who sees to how many."""
        wanted = Wanted.read(request.GET)
        rows = wanted.narrow(watched(self.user, self.today))
        found = page_of(
            wanted.of_age(rows, self.today).select_related(
                "opportunity__product", "prospect", "type", "owner", "responsible", "branch"
            ),
            EARLIEST, size=PAGE, after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )  # fmt: skip
        ages = by_age(rows, self.today)
        context = {
            "rows": [self.row(one) for one in found.rows],
            "total": self.words(sum(ages.values())),
            "kinds": self.choices(wanted, "kind", {"": _("All"), **KINDS}),
            "ages": self.ages(wanted, ages),
            "groups": self.groups(wanted, rows),
            "group_title": _("By branch") if self.is_wide else _("By person"),
            "chips": self.chips(wanted),
            "clear_url": reverse("documents:due-list") if wanted.values else "",
            "is_wide": self.is_wide,
            "prev_url": wanted.query(before=found.before) if found.before else "",
            "next_url": wanted.query(after=found.after) if found.after else "",
        }
        return render(request, "documents/due_list.html", context)

    @property
    def is_wide(self) -> bool:
        """Whether the reader sees more than a branch."""
        return GRANTS[Role(self.user.role)].scope >= Scope.REGION

    def words(self, number: int) -> str:
        """Return *12 dokumen*."""
        return ngettext("%(n)s paper", "%(n)s papers", number) % {"n": count(number)}

    def choices(self, wanted: Wanted, name: str, labels: dict[str, Any]) -> list[dict[str, Any]]:
        """Return one chip for each value."""
        now = getattr(wanted, name)
        return [
            {"label": str(label), "url": wanted.query(**{name: code}), "is_on": code == now}
            for code, label in labels.items()
        ]

    def ages(self, wanted: Wanted, numbers: dict[str, int]) -> list[dict[str, Any]]:
        """Return the tiles: how many of each age; pressed again a tile lets go."""
        return [
            {"label": str(label), "number": count(numbers[code]), "tone": TONES[code],
             "url": wanted.query(age="" if wanted.age == code else code),
             "is_on": wanted.age == code}
            for code, (_least, _most, label) in AGES.items()
        ]  # fmt: skip

    def groups(self, wanted: Wanted, rows: Any) -> list[dict[str, Any]]:
        """Return who sees to how many; nothing for a reader of his own papers only."""
        name = "branch" if self.is_wide else "owner"
        if not self.user.may(P.DASHBOARD_VIEW) or getattr(wanted, name):
            return []
        return [
            {"name": one["name"], "n": count(one["n"]), "late": count(one["late"]),
             "is_late": one["late"] > 0, "url": wanted.query(**{name: one["key"]})}
            for one in by_holder(rows, self.today, by_branch=self.is_wide)
        ]  # fmt: skip

    def chips(self, wanted: Wanted) -> list[dict[str, str]]:
        """Return person and branch the list is narrowed to, to be taken out."""
        found = []
        for name, row in (("owner", wanted.person), ("branch", wanted.place)):
            if getattr(wanted, name):
                label = str(row.full_name if name == "owner" else row.name) if row else _("nobody")  # type: ignore[union-attr]
                found.append({"label": label, "url": wanted.query(**{name: ""})})
        return found

    def row(self, one: Document) -> dict[str, Any]:
        """Return one line; the customer's page where the application is out of reach."""
        opportunity, late = one.opportunity, (self.today - one.watch_on).days  # type: ignore[operator]
        reach = self.user.access.reach
        is_own = not one.is_personal or one.state == Document.State.DEFERRED
        is_taken_over = opportunity.status == "won" and is_own and reach.holds(one)
        in_reach = (
            reach.holds(opportunity) or is_taken_over or self.user.pk == opportunity.analyst_id
        )
        url = reverse("documents:paper", args=[opportunity.public_id, one.type.code])
        if not in_reach:
            url = reverse("prospects:prospect-detail", args=[one.prospect.public_id])
        return {
            "url": url,
            "name": shown_name(one.prospect, self.user),
            "number": one.prospect.number,
            "product": opportunity.product.short_name,
            "paper": one.type.label(self.user.language),
            "kind": str(KINDS["deferred" if one.state == "deferred" else "expiry"]),
            "person": (one.responsible or one.owner).full_name,
            "branch": one.branch.name,
            "day": short_date(one.watch_on),  # type: ignore[arg-type]
            "days": self.days(late),
            "tone": "bad" if late > 7 else "warn" if late > 0 else "",
        }

    def days(self, late: int) -> str:
        """Return how late, or how long still."""
        if late > 0:
            return ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}
        if late == 0:
            return _("today")
        return ngettext("%(n)d day left", "%(n)d days left", -late) % {"n": -late}
