"""Rows are ticked on a list, the change is filled in on its own page, and told row by row."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import InputError
from core.formats import count as grouped
from core.htmx import redirect
from core.money import format_rupiah
from org.access.address import client_ip
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from prospects.bulk.base import BulkAction, actions, actions_for
from prospects.bulk.choosing import (
    DEALS,
    LIMIT,
    PEOPLE,
    draft,
    is_of_deals,
    pairs_of,
    sum_of,
    ticks,
)
from prospects.bulk.outcome import counts_of, left_out, undo_until
from prospects.bulk.running import finish_short, start, start_undo
from prospects.filters import OpportunityFilter
from prospects.handover.action import CODE
from prospects.list_filter import ListFilter, remembered_text, rows_for
from prospects.models import BulkBatch, BulkItem
from prospects.views.tables.shared import export_url, list_url

EXPORT = "export"  # no change: the chosen rows go into a file
Item = BulkItem.State


class BulkChooseView(PortalView):
    """The ticked rows of the prospect list, or all that its filter holds."""

    permission = P.BULK
    table: ClassVar[str] = PEOPLE

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the choice and go to the page of the change."""
        query = {name: str(value) for name, value in request.GET.items() if value}
        back = list_url(self.table, **query)
        if request.POST.get("action") == EXPORT:
            return self.export(request, query, back)
        action = actions().get(request.POST.get("action", ""))
        if action is None or self.table not in action.of:
            return redirect(request, back)
        if not self.user.may(action.permission):
            raise PermissionDenied
        try:
            batch = self.draft(request, action.code, back)
        except InputError as error:
            messages.error(request, error.text)
            return redirect(request, back)
        return redirect(request, reverse("prospects:bulk-detail", args=[batch.public_id]))

    def draft(self, request: HttpRequest, code: str, back: str) -> BulkBatch:
        """Keep the ticked rows, or all of the filter; InputError for none or too many."""
        is_whole = "whole" in request.POST
        ticked = None if is_whole else ticks(request.POST.getlist("pick"))
        return draft(
            code, self.table, pairs_of(self.rows(request), ticked), user=self.user,
            now=self.now, back=back, is_whole=is_whole,
        )  # fmt: skip

    def export(self, request: HttpRequest, query: dict[str, str], back: str) -> HttpResponse:
        """Go to the form of a file that holds the chosen rows."""
        if not self.user.may(P.EXPORT):
            raise PermissionDenied
        try:
            batch = self.draft(request, EXPORT, back)
        except InputError as error:
            messages.error(request, error.text)
            return redirect(request, back)
        return redirect(request, export_url(self.table, query | {"batch": batch.public_id}))

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        """Return what the filter of the list holds for this person."""
        chosen = ListFilter.from_query(request.GET)
        text = remembered_text(chosen.s, user=self.user, now=self.now)
        return rows_for(chosen, user=self.user, now=self.now, text=text)


class DealBulkChooseView(BulkChooseView):
    """The same of opportunities."""

    table = DEALS

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        """Return what the filter of the list holds for this person."""
        wanted = OpportunityFilter.read(request.GET)
        text = remembered_text(wanted.get("s"), user=self.user, now=self.now)
        return wanted.rows(self.user, now=self.now, today=self.today, text=text)


class BulkPage(ObjectView):
    """A page about one batch of one's own."""

    model = BulkBatch
    permission = P.BULK
    object: BulkBatch
    elsewhere: ClassVar[tuple[str, ...]] = (EXPORT, CODE)  # batches with pages of their own

    def rows(self) -> QuerySet[BulkBatch]:
        """Return one's own batches."""
        own = BulkBatch.objects.visible_to(self.user).exclude(action__in=self.elsewhere)
        return own.select_related("by__branch")

    @property
    def action(self) -> BulkAction:
        """What is done."""
        return actions()[self.object.action]

    def here(self) -> str:
        """Return the address of the batch."""
        return reverse("prospects:bulk-detail", args=[self.object.public_id])


class BulkDetailView(BulkPage):
    """First the form of the change, then how far it is, then what came of it."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the page, or the part that asks by itself."""
        if self.object.state == BulkBatch.State.DRAFT:
            return self.form()
        template = "prospects/bulk_detail.html"
        part = f"{template}#state" if request.headers.get("HX-Request") else template
        return render(request, part, self.outcome())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Start the change, once."""
        if not self.user.may(self.action.permission):
            raise PermissionDenied
        if self.object.state == BulkBatch.State.DRAFT:
            try:
                params = self.action.read(request.POST, user=self.user, today=self.today)
            except InputError as error:
                return self.form(error.text, status=422)
            if start(self.object, params, now=self.now, ip=client_ip(request)):
                finish_short(self.object, self.now)
        return redirect(request, self.here())

    def form(self, problem: str = "", status: int = 200) -> HttpResponse:
        """Show how many rows are chosen and what the change asks for."""
        batch = self.object
        number = batch.items.count()
        context = {
            "action": self.action,
            "template": self.action.template,
            "chosen_words": _rows(number, is_deals=is_of_deals(batch)),
            "sum_words": format_rupiah(sum_of(batch, self.user)),
            "problem": problem,
            "typed": self.request.POST,
            "here": self.here(),
            "back_url": batch.back or list_url(PEOPLE),
            **self.action.choices(self.user, self.today),
        }
        return render(self.request, "prospects/bulk_form.html", context, status=status)

    def outcome(self) -> dict[str, Any]:
        """Return counts, left-out rows and the way back."""
        batch = self.object
        numbers = counts_of(batch)
        total = sum(numbers.values())
        until = undo_until(batch, numbers, self.now)
        return {
            "batch": batch,
            "what": self.action.words(batch.params),
            "tiles": [
                (str(state.label), grouped(numbers[state]))
                for state in Item if numbers.get(state)
            ],
            "total": total,
            "handled": total - numbers.get(Item.WAITING, 0),
            "is_running": batch.is_running,
            "left_out": left_out(batch, self.user),
            "undo_url": f"{self.here()}undo/" if until else "",
            "undo_until": until.astimezone(self.user.zone) if until else None,
            "here": self.here(),
            "back_url": batch.back or list_url(PEOPLE),
        }  # fmt: skip


class BulkUndoView(BulkPage):
    """*Urungkan*, for 24 hours."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take back what can be taken back, once."""
        if start_undo(self.object, now=self.now, ip=client_ip(request)):
            finish_short(self.object, self.now)
        return redirect(request, self.here())


def _rows(number: int, *, is_deals: bool) -> str:
    if is_deals:
        words = ngettext("%(n)s opportunity", "%(n)s opportunities", number)
    else:
        words = ngettext("%(n)s prospect", "%(n)s prospects", number)
    return words % {"n": grouped(number)}


def bar(view: PortalView, table: str, query: str, total: int | None) -> dict[str, Any]:
    """Return what the bulk bar of a list offers this person; nothing without the right."""
    if not view.user.may(P.BULK):
        return {"bulk_actions": []}
    name = "prospects:bulk-choose" if table == PEOPLE else "prospects:deal-bulk-choose"
    whole = total if total is not None and 0 < total <= LIMIT else 0
    return {
        "bulk_url": f"{reverse(name)}{query}",
        "bulk_actions": [
            {"code": a.code, "label": str(a.label), "icon": a.icon}
            for a in actions_for(view.user, table)
        ]
        + (
            [{"code": EXPORT, "label": "Excel", "icon": "download"}]
            if view.user.may(P.EXPORT)
            else []
        ),
        "bulk_whole": _("All %s of this filter") % grouped(whole) if whole else "",
    }
