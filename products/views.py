"""The simulator: for officers and for visitors, without a prospect and without customer data."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from core.formats import date_words
from org.access.permissions import Permission as P
from org.access.views import PublicView
from org.models import BankSettings, User
from products import answers, desk, picture, prefill, rows
from products.desk import Desk
from products.models import Rate


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

    def desk(self, code: str) -> Desk:
        """Return the simulator of this product; 404 for one that is not simulated."""
        product = desk.simulated().filter(code=code).first()
        if product is None:
            raise Http404
        query = self.request.GET
        brought = prefill.found(self.request.session, query.get("from", ""))
        return Desk(product, query, self.request.path, self.today, brought)

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
        lines = product_lines(self.today)
        for line in lines:
            line["url"] = reverse("products:simulator", args=[line["code"]])
        return self.page("products/simulator_list.html", products=lines)


def product_lines(day: Any) -> list[dict[str, str]]:
    """Return one line per product that can be simulated, with the lowest rate of the day."""
    dated = Rate.objects.on(day).order_by("rate")
    products = list(desk.simulated().prefetch_related(Prefetch("rates", dated, to_attr="now")))
    lowest = {product.pk: product.now[0] for product in products if product.now}
    return rows.product_rows(products, lowest)


class SimulatorView(SimulatorBase):
    """One product: questions at the left, answers at once at the right."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show the page; with wrong answers 422 and everything as it was typed."""
        at = self.desk(code)
        form, is_first = at.form()
        is_valid = form.is_valid()
        if is_valid and "keep" in request.GET:
            return redirect(at.kept_address(form))
        context = at.context(form, is_first=is_first) | {
            "person": self.person,
            "picture_url": reverse("products:simulator-picture", args=[code]),
            "for_url": self.for_url(code),
        }
        part = "#answer" if request.headers.get("HX-Request") else ""
        status = 200 if is_valid or is_first else 422
        return self.page(f"{desk.TEMPLATE}{part}", status, **context)

    def for_url(self, code: str) -> str:
        """Return where the figures are taken to a prospect; empty where nobody may."""
        name = settings.SIMULATION_FOR
        if self.person is None or not name or not self.person.may(P.PROSPECT_CHANGE):
            return ""
        return reverse(name, args=[code])


class PictureView(SimulatorBase):
    """The same answers as a picture."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Send the PNG; with wrong answers back to the page that says what to mend."""
        answer = desk.answer_of(self.desk(code).form()[0])
        if answer is None:
            page = reverse("products:simulator", args=[code])
            return redirect(f"{page}?{request.GET.urlencode()}")
        result = answers.result(answer)
        return picture_answer(result, code, self.person, self.today)


def picture_answer(
    result: answers.Result, code: str, person: User | None, day: Any
) -> HttpResponse:
    """Return the PNG of a simulation as a file to keep or to send on; `code` is the product's."""
    branch = person.branch if person else None
    head = picture.Head(
        bank=BankSettings.current_name(),
        branch=branch.name if branch else "",
        day=date_words(day),
        reference=_("%(product)s · calculation %(code)s")
        % {"product": f"{code}-{day:%Y-%m}", "code": result.code},
    )
    headers = {
        "Content-Disposition": f'attachment; filename="simulasi-{slugify(code)}-{result.code}.png"',
        "Content-Security-Policy": "sandbox",
    }
    return HttpResponse(picture.draw(result, head), content_type="image/png", headers=headers)
