"""The catalogue for officers: what a product is and costs, and whether somebody may have it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, RupiahField
from core.formats import date_words
from core.money import format_rupiah
from org.access.permissions import Permission
from org.access.views import PortalView
from products import eligibility, rates, rows
from products.answers.panels import vat_formula, vat_notes
from products.calculators.arithmetic import CalculationError
from products.eligibility import Applicant, Finding
from products.forms import AreaField, PlaceField, WholeField, typical
from products.forms.loans import NEW, NO_YES
from products.ladders import FIRST_BY_RULE, Bought
from products.models import Product, Rate
from products.models.ladder import PropertyKind, VehicleUse
from products.models.settings import CostCode
from products.sheet_pages import days_of, tier_line
from products.upfront import Purchase, loan_for

KUR, HOME = "products.programmes.people_business", "products.programmes.subsidised_home"
ANSWERS = [
    ("", gettext_lazy("Not known")),
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
]


class ApplicantForm(forms.Form):
    """What a family's rules ask; the rest is left out."""

    amount = RupiahField(label=gettext_lazy("Amount"), minimum=1)
    months = WholeField(label=gettext_lazy("Term, months"), low=1, high=600)
    price = RupiahField(label=gettext_lazy("Price"), required=False, minimum=1)
    place = PlaceField(
        label=gettext_lazy("Regency or city"), required=False, max_length=60,
        help_text=gettext_lazy("Of the house or the business."),
    )  # fmt: skip
    payroll = forms.ChoiceField(
        label=gettext_lazy("Salary through the bank"), choices=ANSWERS, required=False
    )
    married = forms.ChoiceField(label=gettext_lazy("Married"), choices=ANSWERS, required=False)
    income = RupiahField(label=gettext_lazy("Income per month"), required=False)
    home = forms.ChoiceField(
        label=gettext_lazy("Kind of property"), required=False,
        choices=[("", gettext_lazy("Not known")), *PropertyKind.choices],
    )  # fmt: skip
    floor = AreaField(label=gettext_lazy("Floor, m²"), required=False)
    later = forms.ChoiceField(
        label=gettext_lazy("Second or later facility"), choices=ANSWERS, required=False
    )
    vehicle = forms.ChoiceField(
        label=gettext_lazy("Vehicle"), required=False,
        choices=[("", gettext_lazy("Not known")), *VehicleUse.choices],
    )  # fmt: skip
    is_new = forms.ChoiceField(
        label=gettext_lazy("New home from a developer"), choices=NO_YES, required=False
    )
    handover = DayField(
        label=gettext_lazy("Handover"), required=False,
        help_text=gettext_lazy("Of a new home: decides what the government bears of PPN."),
    )  # fmt: skip
    had_relief = forms.ChoiceField(
        label=gettext_lazy("The buyer had PPN borne before"), choices=NO_YES, required=False
    )
    land = WholeField(label=gettext_lazy("Plot, m²"), low=1, high=100_000, required=False)
    investment = forms.ChoiceField(
        label=gettext_lazy("For investment"), choices=ANSWERS, required=False
    )
    turnover = RupiahField(label=gettext_lazy("Turnover a year"), required=False)
    business = WholeField(
        label=gettext_lazy("Business runs for, months"), low=0, high=1_200, required=False
    )
    npwp = forms.ChoiceField(label=gettext_lazy("Has NPWP"), choices=ANSWERS, required=False)

    asked_by: ClassVar[dict[str, tuple[str, ...]]] = {
        KUR: ("place", "investment", "turnover", "business", "npwp"),
        HOME: ("price", "place", "married", "income", "floor", "land"),
    }

    def __init__(self, data: Any, *, product: Product, today: date) -> None:
        super().__init__(data, auto_id="id_%s")
        self.product, family = product, product.type
        kept = {"amount", "months"}
        for path in family.eligibility:
            kept |= set(self.asked_by.get(path, ()))
        kept |= {"price", "place"} if family.purchase else set()
        if product.rates.filter(is_payroll=True).exists():
            kept.add("payroll")
        kept |= self._kept_of_value()
        if family.purchase is not None and CostCode.VAT in family.costs:
            kept |= set(NEW)
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        if isinstance(handover := self.fields.get("handover"), DayField):
            handover.today = today

    def _kept_of_value(self) -> set[str]:
        """Return what the limit of LTV depends on for what this family buys."""
        family = self.product.type
        if family.purchase is None:
            return set()
        if family.is_vehicle:
            return {"vehicle"}
        if family.code == FIRST_BY_RULE:
            return {"floor"}
        kept = {"floor", "later"} if family.homes else set()
        home: Any = self.fields["home"]
        home.choices = [one for one in home.choices if one[0] in ("", *family.homes)]
        return kept | {"home"} if len(family.homes) > 1 else kept

    def applicant(self, product: Product) -> Applicant:
        """Return what was answered; a question that was not asked counts as not answered."""
        said = self.cleaned_data
        return Applicant(
            said["amount"], said["months"], said.get("place") or "", product.segment,
            is_payroll=said.get("payroll") == "yes", price=said.get("price"),
            income=said.get("income"), is_married=_yes(said.get("married")),
            floor_area=said.get("floor"), land_area=said.get("land"),
            is_investment=said.get("investment") == "yes", turnover=said.get("turnover"),
            business_months=said.get("business"), has_npwp=_yes(said.get("npwp")),
            property_kind=said.get("home") or "", is_later=_yes(said.get("later")),
            vehicle=said.get("vehicle") or "",
        )  # fmt: skip

    def bought(self) -> Bought:
        """Return what PPN asks of what is bought."""
        said = self.cleaned_data
        return Bought(is_new=said.get("is_new") == "yes", handover=said.get("handover"),
                      has_used_relief=said.get("had_relief") == "yes")  # fmt: skip


def _yes(answer: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(answer or "")


class CatalogueView(PortalView):
    """All products an officer may offer."""

    permission = Permission.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them with limits and the lowest rate of the day."""
        dated = Rate.objects.on(self.today).order_by("rate")
        found = Product.objects.offered().exclude(code__contains="/")
        products = list(found.prefetch_related(Prefetch("rates", dated, to_attr="now")))
        lowest = {product.pk: product.now[0] for product in products if product.now}
        lines = rows.product_rows(products, lowest)
        for product, line in zip(products, lines, strict=True):
            line["url"] = reverse("products:catalogue-product", args=[product.code])
            line["about"] = str(product.type.description)
        return render(request, "products/catalogue.html", {"products": lines})


class OfferingView(PortalView):
    """One product: what it is, its rates of the day, costs at the start, and who may have it."""

    permission = Permission.PROFILE
    product: Product

    def find(self, **kwargs: Any) -> None:
        """Find the product by its code."""
        product = Product.objects.offered().filter(code=kwargs["code"]).first()
        if product is None:
            raise Http404
        self.product = product

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it; with answers also what the rules say."""
        product = self.product
        is_asked = "amount" in request.GET
        answers = request.GET if is_asked else first_answers(product)
        form = ApplicantForm(answers, product=product, today=self.today)
        is_valid = form.is_valid()
        asked = form.applicant(product) if is_valid else None
        findings = eligibility.check(product, asked, self.today) if asked and is_asked else []
        sheet = product.sheets.in_force(self.today).first()
        context = {
            "product": product, "family": product.type, "form": form, "is_asked": is_asked,
            "findings": [eligibility.line_of(one) for one in findings],
            "verdict": verdict(findings) if findings else "",
            "is_open": eligibility.is_open(findings),
            "tiers": [tier_line(row) for row in product.rates.on(self.today)],
            "sheet": {"label": sheet.label, "days": days_of(sheet)} if sheet else None,
            "costs": costs_of(product, asked, form.bought(), self.today) if asked else None,
            "ladder": [str(stage.label) for stage in product.type],
            "paid": [str(CostCode(code).label) for code in product.type.costs],
            "simulator": self.simulator(),
        }  # fmt: skip
        status = 200 if is_valid or not is_asked else 422
        return render(request, "products/offering.html", context, status=status)

    def simulator(self) -> str:
        """Return the address of the simulator where the product has one."""
        if "/" in self.product.code:
            return ""
        return reverse("products:simulator", args=[self.product.code])


def first_answers(product: Product) -> dict[str, str]:
    """Return what the form starts with."""
    amount, months = typical(product)
    said = {"amount": _plain(amount), "months": str(months)}
    if product.type.purchase is not None:
        price = Decimal(product.type.purchase.example)
        loan = max(min(price * 8 // 10, product.max_amount or price), product.min_amount or 1)
        said |= {"price": _plain(price), "amount": _plain(Decimal(loan))}
    return said


def _plain(amount: Decimal) -> str:
    return format_rupiah(amount).removeprefix("Rp")


def verdict(findings: list[Finding]) -> str:
    """Return what the rules say together; never that somebody is a good debtor."""
    if not eligibility.is_open(findings):
        return _("Passes a limit (pre-screening)")
    if any(one.is_met is None for one in findings):
        return _("Meets the first limits so far; answers are missing")
    return _("Meets the first limits (pre-screening)")


def costs_of(
    product: Product, asked: Applicant, what: Bought, day: date
) -> dict[str, Any] | None:  # fmt: skip
    """Return the costs at the start as ready strings; None where there are none."""
    if product.is_deposit:
        return None
    bought = Purchase(asked.amount, asked.months, asked.price, region=asked.region, bought=what)
    loan = loan_for(product, bought, day)
    try:
        lines = loan.costs if loan else []
    except CalculationError:
        return None
    if loan is None or not lines:
        return None
    return {
        "lines": [(str(line.row.get_code_display()), format_rupiah(line.amount)) for line in lines],
        "total": format_rupiah(loan.upfront),
        "vat": list(filter(None, [vat_formula(loan), *vat_notes(loan)])),
        "day": date_words(day),
        "rate": rates.segment_label(product.segment),
    }
