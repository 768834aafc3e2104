"""A new rate with its preview, the end of one in force, and taking back one that is to come."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import date_words
from core.htmx import redirect
from core.money import format_rupiah
from core.versioning import StaleError, number_of
from org import audit
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.views import PortalView
from products import rates
from products.administration import EndForm, RateForm, rate_line
from products.forms import term_words
from products.models import Product, Rate


class RateView(PortalView):
    """What the steps share: the right first, then the row, then the audit trail."""

    permission = Permission.CATALOGUE_ADMIN
    model: Any = Rate

    def find(self, **kwargs: Any) -> None:
        """Remember what the address names; it is looked up only after the right was checked."""
        self.public_id = kwargs["public_id"]

    def check_permission(self, request: HttpRequest) -> None:
        """Check the right, then find the row."""
        super().check_permission(request)
        self.row = self.model.objects.filter(public_id=self.public_id).first()
        if self.row is None:
            raise Http404
        self.product: Product = self.row if self.model is Product else self.row.product

    def note(self, action: str, rate: Rate) -> None:
        """Write who did it beside the product."""
        audit.record(
            action, actor=self.user, at=self.now, object_type="product",
            object_id=self.product.public_id, ip=client_ip(self.request),
            rate=str(rate.rate), valid_from=rate.valid_from.isoformat(),
        )  # fmt: skip

    def back(self) -> HttpResponse:
        """Return to the time line."""
        url = f"{reverse('products:product-list')}?id={self.product.public_id}&tab=rates"
        return redirect(self.request, url)


class RateAddView(RateView):
    """A new rate: first what it changes, then Save."""

    model = Product

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the empty form."""
        return self.page(self.form())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the preview, or save when that was pressed."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        rate: Rate = form.instance
        if request.POST.get("do") != "save":
            return self.page(form, preview=self.preview(rate))
        try:
            with transaction.atomic():
                rates.announce(rate, today=self.today)
                self.note("rate_announced", rate)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
            return self.page(form, 422)
        messages.success(request, _("Saved."))
        return self.back()

    def form(self, data: Any = None) -> RateForm:
        """Return the form for this product."""
        return RateForm(data, product=self.product, today=self.today)

    def preview(self, rate: Rate) -> dict[str, str] | None:
        """Return the instalment of a typical loan, before and after."""
        found = rates.compare(rate, today=self.today)
        if found is None:
            return None
        change = found.difference
        sign = "" if change is None or change < 0 else "+"
        return {
            "loan": _("%(amount)s over %(term)s") % {
                "amount": format_rupiah(found.principal), "term": term_words(found.months)},
            "old": format_rupiah(found.old) if found.old is not None else "–",
            "new": format_rupiah(found.new),
            "change": f"{sign}{format_rupiah(change)}" if change is not None else "",
        }  # fmt: skip

    def page(
        self, form: forms.ModelForm, status: int = 200, preview: dict[str, str] | None = None
    ) -> HttpResponse:
        """Show form and preview."""
        context = {
            "form": form,
            "product": self.product,
            "preview": preview,
            "was_asked": self.request.method == "POST" and status == 200,
            "earliest": date_words(rates.earliest_start(self.product, self.today)),
            "back_url": f"{reverse('products:product-list')}?id={self.product.public_id}&tab=rates",
            "now": [rate_line(rate, self.today) for rate in self.product.rates.on(self.today)],
        }
        return render(self.request, "products/rate_form.html", context, status=status)


class RateEndView(RateView):
    """The last day of a rate in force."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """End it."""
        form = EndForm(request.POST, today=self.today)
        if not form.is_valid():
            messages.warning(request, str(form.errors["valid_to"][0]))
            return self.back()
        version = number_of(request.POST.get("version"))
        try:
            with transaction.atomic():
                rates.end(
                    self.row, form.cleaned_data["valid_to"], version=version, today=self.today
                )
                self.note("rate_ended", self.row)
        except StaleError:
            messages.warning(request, _("This has moved on meanwhile. Nothing was changed."))
        except ValidationError as error:
            messages.warning(request, error.messages[0])
        return self.back()


class RateWithdrawView(RateView):
    """Take back a rate that has not begun."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Withdraw it; the one before runs on."""
        try:
            with transaction.atomic():
                self.note("rate_withdrawn", self.row)
                rates.withdraw(self.row, today=self.today)
        except ValidationError as error:
            messages.warning(request, error.messages[0])
        return self.back()
