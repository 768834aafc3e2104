"""The board of the pipeline."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.marks import stage_ring
from core.versioning import number_of
from org.access.permissions import Permission as P
from org.access.views import PortalView
from org.models import User
from prospects import board as boards
from prospects.cards import card_icons, totals_words
from prospects.filters import OpportunityFilter
from prospects.models import PipelineFigure
from prospects.views.opportunities.moves import board_values

OFFICERS = 300


class BoardView(PortalView):
    """One column for each open stage; heads choose an officer."""

    permission = P.OPPORTUNITY_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the board, or one column with more cards, or the bars of all columns."""
        view = self.view(request)
        if request.headers.get("HX-Request") and request.GET.get("bars"):
            return render(request, "prospects/board.html#bars", {"columns": boards.bars(view)})
        column = view.board.stage(request.GET.get("column", ""))
        if column is not None:
            shown = {column.code: min(number_of(request.GET.get("shown")), boards.MOST)}
            if request.headers.get("HX-Request"):
                found = boards.columns(view, only=[column.code], shown=shown)
                context = {"column": found[0], "move_query": self.move_query(view, column.code)}
                return render(request, "prospects/board.html#one", context | card_icons())
            return self.page(view, shown)
        return self.page(view, {})

    def view(self, request: HttpRequest) -> boards.View:
        """Return the chosen board with its filter; the first board when none was chosen."""
        known = boards.boards()
        chosen = next((b for b in known if b.key == request.GET.get("kind")), known[0])
        read = OpportunityFilter.read(request.GET).values
        wanted = OpportunityFilter(board_values(read | {"kind": chosen.key}))
        return boards.View(self.user, chosen, wanted, self.now, self.today)

    def page(self, view: boards.View, shown: dict[str, int]) -> HttpResponse:
        """Render the whole board."""
        is_later = boards.has_late_bars(view)
        columns = boards.columns(view, shown=shown, with_bars=not is_later)
        current = self.current(columns)
        columns = [replace(column, is_current=column.code == current) for column in columns]
        wanted = view.wanted
        total = sum(column.count for column in columns)
        context: dict[str, Any] = {
            "columns": columns,
            "current": current,
            "picker": [
                {"column": column, "url": wanted.query(stage=column.code)} for column in columns
            ],
            "totals": totals_words(total, sum((c.total for c in columns), start=Decimal(0))),
            "bars_url": wanted.query(bars="1") if is_later else "",
            "kinds": [
                {"label": b.label, "url": f"?kind={b.key}", "is_on": b.key == view.board.key}
                for b in boards.boards()
            ],
            "moves": self.moves(view),
            "move_query": self.move_query(view, current),
            "hint": boards.hint(),
            "officers": self.officers(view),
            "wanted": wanted,
            "list_url": f"{reverse('prospects:opportunity-list')}{wanted.query()}",
            "add_url": self.add_url(),
        }
        return render(self.request, "prospects/board.html", context | card_icons())

    def current(self, columns: list[boards.Column]) -> str:
        """Return the stage that a phone shows: the chosen one, else the first with cards."""
        asked = self.request.GET.get("stage", "")
        if any(column.code == asked for column in columns):
            return asked
        return next((column.code for column in columns if column.count), columns[0].code)

    def moves(self, view: boards.View) -> list[dict[str, Any]]:
        """Return what the menu offers: the free rungs, numbered from the left."""
        if not self.user.may(P.OPPORTUNITY_CHANGE):
            return []
        last = len(view.board.stages) - 1
        return [
            {"code": stage.code, "label": str(stage.label), "key": place + 1,
             "ring": stage_ring(place, last)}
            for place, stage in enumerate(view.board.columns) if not stage.is_confirmed
        ]  # fmt: skip

    def move_query(self, view: boards.View, current: str) -> str:
        """Return what every move carries so that the answer draws the same board."""
        kept = {name: text for name, text in view.wanted.values.items() if name != "kind"}
        return f"?{urlencode(kept | {'board': view.board.key, 'show': current})}"

    def officers(self, view: boards.View) -> list[dict[str, Any]]:
        """Return whom a head may choose: everybody with a running opportunity in his reach."""
        if not self.user.may(P.DASHBOARD_VIEW):
            return []
        figures = PipelineFigure.objects.visible_to(self.user).open()
        # The first figure of each is looked up: adding up everybody's would be slow.
        any_figure = Subquery(figures.filter(owner_id=OuterRef("pk"), n__gt=0).values("n")[:1])
        people = User.objects.alias(first=any_figure).exclude(first=None).order_by("full_name")
        names = people.values_list("public_id", "full_name")[:OFFICERS]
        chosen = view.wanted.get("owner")
        everybody = {"id": "", "name": _("All officers"), "is_on": not chosen}
        return [everybody] + [
            {"id": public_id, "name": name, "is_on": public_id == chosen}
            for public_id, name in names
        ]

    def add_url(self) -> str:
        """Return where a prospect is added, empty without the right."""
        try:
            url = reverse("prospects:prospect-add")
        except NoReverseMatch:
            return ""
        return url if self.user.may(P.PROSPECT_ADD) else ""
