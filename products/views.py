"""The simulator: for officers and for visitors, without a prospect and without customer data."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from core.formats import date_words
from org.access.views import PublicView
from org.models import BankSettings, User
from products import answers, picture, prefill, rows
from products.forms import DepositForm, LoanForm, SimulationForm, first_answers, sliders
from products.models import Product, Rate
from products.types import Kind, product_types

MOST_KEPT = 2  # beside the figures of now
# Savings have no term to simulate.
FAMILIES = [
    t.code for t in product_types().values() if t.kind == Kind.CREDIT or t.code == "deposit"
]


class SimulatorBase(PublicView):
    """What list, page and picture share: the day and who is looking."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Note whether a person of the bank is looking."""
        super().setup(request, *args, **kwargs)
        self.person = request.user if isinstance(request.user, User) else None

    @property
    def today(self) -> Any:
        """The day of the person's branch, or of the head office for a visitor."""
        zone = self.person.zone if self.person else get_default_timezone()
        return self.now.astimezone(zone).date()

    def products(self) -> QuerySet[Product]:
        """Return what can be simulated and can stand in an address."""
        return Product.objects.offered().filter(family__in=FAMILIES).exclude(code__contains="/")

    def page(self, name: str, status: int = 200, **context: Any) -> HttpResponse:
        """Answer inside the shell for the bank's people, on a plain page for visitors."""
        base = "base.html" if self.person else "products/visitor.html"
        answer = render(self.request, name, {"base": base, **context}, status=status)
        answer.headers.setdefault("Vary", "HX-Request")
        return answer


class SimulatorListView(SimulatorBase):
    """The products that can be simulated."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them with their limits and the rate of the day."""
        dated = Rate.objects.on(self.today).order_by("rate")
        products = list(self.products().prefetch_related(Prefetch("rates", dated, to_attr="now")))
        lowest = {product.pk: product.now[0] for product in products if product.now}
        lines = rows.product_rows(products, lowest)
        for line in lines:
            line["url"] = reverse("products:simulator", args=[line["code"]])
        return self.page("products/simulator_list.html", products=lines)


class SimulatorView(SimulatorBase):
    """One product: questions at the left, answers at once at the right."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show the page; with wrong answers 422 and everything as it was typed."""
        form, is_first = self.form(code)
        is_valid = form.is_valid()
        kept = request.GET.getlist("v")[-MOST_KEPT:]
        if is_valid and "keep" in request.GET:
            return redirect(self.address(form, [*kept, self.asked(form)][-MOST_KEPT:]))
        result = answers.result(form.cleaned_data["answer"]) if is_valid else None
        questions = rows.questions(form, is_first=is_first)
        context = {
            "product": form.product,
            "questions": questions,
            "groups": rows.groups(form, questions),
            "kept": kept,
            "result": result,
            "variants": self.variants(form, result, kept) if result and kept else None,
            "is_first": is_first,
            "day": date_words(self.today),
            "person": self.person,
            "picture_url": reverse("products:simulator-picture", args=[code]),
        }
        part = "#answer" if request.headers.get("HX-Request") else ""
        status = 200 if is_valid or is_first else 422
        return self.page(f"products/simulator.html{part}", status, **context)

    def form(self, code: str) -> tuple[SimulationForm, bool]:
        """Return the form with what was typed, else with common figures; and which it was."""
        product = self.products().filter(code=code).first()
        if product is None:
            raise Http404
        brought = prefill.found(self.request.session, self.request.GET.get("from", ""))
        typed = self.typed(product, brought) | self.typed(product, self.request.GET)
        typed |= self.typed(product, sliders.moved(self.request.GET))
        return self.filled(product, typed), not typed

    def typed(self, product: Product, query: Mapping[str, str]) -> dict[str, str]:
        """Keep what answers a question of this product."""
        fields = self.kind(product).base_fields
        return {name: text for name, text in query.items() if name in fields}

    def kind(self, product: Product) -> type[SimulationForm]:
        """Return the form of deposits or of loans."""
        return DepositForm if product.is_deposit else LoanForm

    def filled(self, product: Product, typed: dict[str, str]) -> SimulationForm:
        """Return the form with what was typed, common figures for the rest."""
        data = {**first_answers(product), **typed}
        return self.kind(product)(data, product=product, today=self.today)

    def asked(self, form: SimulationForm) -> str:
        """Return the answers of a form as one text, which an address can hold."""
        given = {name: form.data.get(name) for name in form.fields}
        return urlencode({name: text for name, text in given.items() if text})

    def address(self, form: SimulationForm, kept: list[str]) -> str:
        """Return the address of these answers beside these variants."""
        query = "&".join([self.asked(form), urlencode([("v", text) for text in kept])])
        return f"{self.request.path}?{query.strip('&')}"

    def variants(self, now: SimulationForm, result: answers.Result, kept: list[str]) -> Any:
        """Compute the kept variants beside the figures of now; what cannot be computed is left."""
        found = []
        for text in kept:
            product = now.product
            form = self.filled(product, self.typed(product, dict(parse_qsl(text))))
            if form.is_valid():
                others = [other for other in kept if other != text]
                found.append((answers.result(form.cleaned_data["answer"]),
                              self.address(form, others), self.address(now, others)))  # fmt: skip
        return rows.side_by_side(result, found) if found else None


class PictureView(SimulatorView):
    """The same answers as a picture."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Send the PNG; with wrong answers back to the page that says what to mend."""
        form, _is_first = self.form(code)
        if not form.is_valid():
            page = reverse("products:simulator", args=[code])
            return redirect(f"{page}?{request.GET.urlencode()}")
        answer = form.cleaned_data["answer"]
        branch = self.person.branch if self.person else None
        head = picture.Head(
            bank=BankSettings.current_name(),
            branch=branch.name if branch else "",
            day=date_words(self.today),
            reference=_("%(product)s · calculation %(code)s")
            % {"product": f"{code}-{self.today:%Y-%m}", "code": answer.code},
        )
        name = f"simulasi-{slugify(code)}-{answer.code}.png"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "sandbox",
        }
        png = picture.draw(answers.result(answer), head)
        return HttpResponse(png, content_type="image/png", headers=headers)
