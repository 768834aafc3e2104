"""Pages of what was shown: one more, its result in two taps, counted, and listed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.htmx import redirect
from core.paging import Order
from core.paging import page_of as paged
from core.versioning import StaleError, number_of
from offers.models import Shown, ShownBy, ShownResult
from offers.models.shown import TERMS_LENGTH
from offers.shown import services
from offers.shown.rows import line_of, result_words
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from products.models import Product
from prospects.models import LossReason, Prospect
from prospects.restriction import shown_name
from prospects.views.people.below import AddBelow, page_of

PAGE = 50
NEWEST = Order("shown", "shown_at", is_descending=True)
BY_HAND = (ShownBy.PICTURE, ShownBy.CHAT, ShownBy.BROCHURE)
SAID = (ShownResult.INTERESTED, ShownResult.THINKING, ShownResult.TAKEN)


class ShownForm(forms.Form):
    """What was shown without keeping a simulation."""

    product = forms.ModelChoiceField(
        Product.objects.none(), label=gettext_lazy("Product"), to_field_name="public_id"
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Shown by"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in BY_HAND],
    )  # fmt: skip
    terms = forms.CharField(
        label=gettext_lazy("Terms in one line"), max_length=TERMS_LENGTH, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["product"]
        field.queryset = Product.objects.offered()


class AddView(AddBelow):
    """Writes down that a picture, a chat text or a brochure was shown."""

    form_class = ShownForm
    title = gettext_lazy("A product was shown")

    def work(self, form: ShownForm) -> str:
        """Record it."""
        services.record(self.object, services.New(**form.cleaned_data), actor=self.user,
                        now=self.now)  # fmt: skip
        return page_of(self.object)


class ResultView(ObjectView):
    """What the customer said: every answer is one button, a refusal one for each reason."""

    model = Shown
    permission = P.PROSPECT_CHANGE
    object: Shown

    def rows(self) -> QuerySet[Shown]:
        """Return the reachable rows with what the page needs."""
        rows = Shown.objects.visible_to(self.user)
        return rows.select_related("prospect", "product", "branch", "reason")

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the buttons."""
        return self.page()

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Write it down; the same answer again changes nothing."""
        reason = None
        result = request.POST.get("result", "")
        if request.POST.get("reason"):
            result = ShownResult.REFUSED
            reason = self.reasons().filter(public_id=request.POST["reason"]).first()
        version = number_of(request.POST.get("version"))
        try:
            services.say(self.object, result, reason=reason, version=version, actor=self.user,
                         now=self.now)  # fmt: skip
        except StaleError:
            return self.answer_stale(result, reason)
        except ValidationError as refusal:
            return self.page(error=" ".join(refusal.messages), status=422)
        except Prospect.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Saved."))
        return redirect(request, page_of(self.object.prospect))

    def answer_stale(self, result: str, reason: LossReason | None) -> HttpResponse:
        """Say both: what was tapped, and what somebody wrote meanwhile."""
        self.object = self.rows().get(pk=self.object.pk)
        if (self.object.result, self.object.reason) == (result, reason):
            return redirect(self.request, page_of(self.object.prospect))  # a second press
        mine = dict(ShownResult.choices).get(result, "")
        if reason is not None:
            mine = f"{mine}: {reason.label(get_language() or 'id')}"
        text = _("Meanwhile this was saved: %(theirs)s. You chose: %(mine)s. Choose again.")
        words = {"theirs": result_words(self.object), "mine": mine}
        return self.page(error=text % words, status=409)

    def reasons(self) -> QuerySet[LossReason]:
        """Return why customers do not want something."""
        return LossReason.objects.filter(kind=LossReason.Kind.CUSTOMER, is_active=True)

    def page(self, *, error: str = "", status: int = 200) -> HttpResponse:
        """Show what was shown and every answer."""
        row, language = self.object, get_language() or "id"
        context = {
            "line": line_of(row, self.today), "name": row.prospect.name, "error": error,
            "back_url": page_of(row.prospect), "version": row.version,
            "results": [(one.value, one.label, one == row.result) for one in SAID],
            "reasons": [(one.public_id, one.label(language), one.pk == row.reason_id)
                        for one in self.reasons()],
        }  # fmt: skip
        return render(self.request, "offers/shown_result.html", context, status=status)


def list_url(product: str, result: str) -> str:
    """Return the list behind one figure."""
    found = {"product": product, "result": result}
    asked = urlencode({name: value for name, value in found.items() if value})
    return f"{reverse('offers:shown-list')}?{asked}" if asked else reverse("offers:shown-list")


class CountsView(PortalView):
    """How often each product was shown, by result; every figure leads to its list."""

    permission = P.PROSPECT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the table. One query."""
        rows = Shown.objects.visible_to(self.user).order_by()
        counted = rows.values_list(
            "product__position", "product__name", "product__public_id", "result"
        ).annotate(n=Count("pk"))
        table: dict[tuple[int, str, str], dict[str, int]] = {}
        for position, name, code, result, count in counted:
            table.setdefault((position, name, code), {})[result] = count
        lines = [
            {"name": name, "url": list_url(code, ""), "total": sum(found.values()),
             "cells": [{"label": label, "count": found.get(result, 0),
                        "url": list_url(code, result)}
                       for result, label in ShownResult.choices]}
            for (_position, name, code), found in sorted(table.items())
        ]  # fmt: skip
        context = {"lines": lines, "heads": ShownResult.labels}
        return render(request, "offers/shown_counts.html", context)


class ListView(PortalView):
    """To whom a product was shown and what they said, the newest first."""

    permission = P.PROSPECT_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page. Two queries, three where a product is chosen."""
        code, result = request.GET.get("product", ""), request.GET.get("result", "")
        product = Product.objects.filter(public_id=code).first() if code else None
        result = result if result in ShownResult.values else ""
        code = product.public_id if product else ""
        rows = Shown.objects.visible_to(self.user)
        rows = rows.filter(product=product) if product else rows
        rows = rows.filter(result=result) if result else rows
        found = paged(
            rows.select_related("product", "branch", "reason", "prospect", "owner"), NEWEST,
            size=PAGE, after=request.GET.get("after", ""), before=request.GET.get("before", ""),
        )  # fmt: skip
        here = list_url(code, result)
        here += "&" if "?" in here else "?"
        context = {
            "rows": [self.line(row) for row in found.rows],
            "title": product.name if product else _("All products"),
            "chips": [{"label": label, "is_on": value == result, "url": list_url(code, value)}
                      for value, label in [("", _("All")), *ShownResult.choices]],
            "prev_url": f"{here}before={found.before}" if found.before else "",
            "next_url": f"{here}after={found.after}" if found.after else "",
        }  # fmt: skip
        return render(request, "offers/shown_list.html", context)

    def line(self, row: Shown) -> dict[str, str]:
        """Return one line with whose customer it is."""
        return line_of(row, self.today) | {
            "name": shown_name(row.prospect, self.user), "owner": row.owner.full_name,
            "person_url": page_of(row.prospect),
        }  # fmt: skip
