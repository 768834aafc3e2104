"""The simulator opened for a prospect, choosing for whom, and the simulations that were kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect as move
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.formats import date_words
from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.identity import phone_display
from core.public_id import new_public_id
from offers.models import LetterKind, SavedSimulation
from offers.receipts.rows import receipts_of
from offers.riplay import rows as riplay
from offers.simulations import services
from offers.simulations.freezing import result_from
from offers.simulations.person import NOBODY, asked_answers, asked_opportunity, person_of
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from products import desk
from products.desk import Desk
from products.forms import SimulationForm
from products.forms.loans import MEANS
from products.models import Product
from products.views import picture_answer, product_lines
from prospects.models import Opportunity, Prospect
from prospects.restriction import reason_of
from prospects.views.people.add import body_of
from prospects.views.people.below import page_of
from prospects.views.people.detail import ProspectPage

SHOWN = 8
LEAST = 3  # letters before names are searched


def product_or_404(code: str) -> Product:
    """Return the product of this code; 404 for one that is not simulated."""
    product = desk.simulated().filter(code=code).first()
    if product is None:
        raise Http404
    return product


class NewView(ProspectPage):
    """Which product is simulated for this prospect?"""

    permission = P.PROSPECT_CHANGE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show what can be simulated."""
        lines = product_lines(self.today)
        for line in lines:
            line["url"] = reverse("offers:simulation-for", args=[public_id, line["code"]])
        context = {"base": "base.html", "products": lines, "whom": whom_of(self.object)}
        return render(request, "products/simulator_list.html", context)


def whom_of(prospect: Prospect) -> dict[str, str]:
    """Return the head that says for whom the figures are."""
    words = prospect.name.split()
    letters = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    detail = prospect.company or (phone_display(prospect.phone) if prospect.phone else "")
    return {
        "name": prospect.name,
        "initials": letters,
        "detail": detail or prospect.number,
        "url": page_of(prospect),
        "products_url": reverse("offers:simulation-new", args=[prospect.public_id]),
        "finance_url": reverse("prospects:prospect-finance", args=[prospect.public_id]),
    }


class SimulateForView(ProspectPage):
    """The simulator for one prospect: his means are known, the figures are kept in one tap."""

    permission = P.PROSPECT_CHANGE

    @cached_property
    def product(self) -> Product:
        """The product of the address."""
        return product_or_404(self.kwargs["code"])

    @cached_property
    def opportunity(self) -> Opportunity | None:
        """What he has asked for of this product."""
        return asked_opportunity(self.object, self.product, self.user)

    def desk(self) -> Desk:
        """Return the simulator of the product with what is known of the prospect."""
        person = person_of(
            self.object, self.product, self.opportunity, user=self.user, today=self.today
        )
        brought = asked_answers(self.opportunity)
        query = self.request.GET
        return Desk(self.product, query, self.request.path, self.today, brought, person)

    def get(self, request: HttpRequest, public_id: str, code: str) -> HttpResponse:
        """Show the page; with wrong answers 422 and everything as it was typed."""
        at = self.desk()
        form, is_first = at.form()
        is_valid = form.is_valid()
        if is_valid and "keep" in request.GET:
            return move(at.kept_address(form))
        return self.page(at, form, is_first=is_first)

    def post(self, request: HttpRequest, public_id: str, code: str) -> HttpResponse:
        """Keep the figures that were on the page, once for each time they were shown."""
        at = self.desk()
        text = request.POST.get("answers", "")
        form = at.read(text)
        if not form.is_valid():
            return self.page(at, form, is_first=False)
        key = request.POST.get("idempotency_key", "") or new_public_id()
        body = {**body_of(request.POST), "of": [request.path]}
        try:
            with transaction.atomic():
                target, is_new = once(
                    user_id=self.user.pk, key=key, body=body, now=self.now,
                    work=lambda: self.keep(form, text),
                )  # fmt: skip
        except KeyReusedError:
            return self.page(at, form, is_first=False, status=409)
        except Prospect.DoesNotExist:
            raise Http404 from None
        if is_new:
            messages.success(request, _("Simulation saved."))
        return redirect(request, target)

    def keep(self, form: SimulationForm, text: str) -> str:
        """Save; return where it is shown."""
        answer = form.cleaned_data["answer"]
        row = services.save(self.object, answer, text, actor=self.user, now=self.now)
        return reverse("offers:simulation", args=[row.public_id])

    def page(
        self, at: Desk, form: SimulationForm, *, is_first: bool, status: int = 200
    ) -> HttpResponse:
        """Show the simulator with the person at its head."""
        context = at.context(form, is_first=is_first)
        code = self.product.code
        whom = whom_of(self.object) | {
            "change_url": reverse("offers:simulation-pick", args=[code]),
            "missing": self.missing(at),
        }
        context |= {
            "base": "base.html", "person": self.user, "whom": whom,
            "picture_url": reverse("products:simulator-picture", args=[code]),
            "save_url": self.request.path, "save_key": new_public_id(),
            "save_answers": desk.asked(form),
        }  # fmt: skip
        part = "#answer" if self.request.headers.get("HX-Request") else ""
        if status == 200 and not (form.is_valid() or is_first):
            status = 422
        return render(self.request, f"{desk.TEMPLATE}{part}", context, status=status)

    def missing(self, at: Desk) -> str:
        """Say what is not known of the person, where it would answer what fits him."""
        if at.person is not NOBODY or self.product.is_deposit or not self.user.may(P.FINANCE_VIEW):
            return ""
        return _("His income is not recorded, so the page cannot say what fits.")


class PickView(PortalView):
    """For whom are these figures? The answers travel along, the means of a person do not."""

    permission = P.PROSPECT_CHANGE

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show whom the person met last."""
        product = product_or_404(code)
        given = {
            name: text
            for name, text in request.GET.items()
            if name not in (*MEANS, "v", "from", "keep") and not name.startswith("sli")
        }
        rows = self.rows().order_by("-last_contact_at", "-pk")
        return self.page(product, urlencode(given), rows.exclude(last_contact_at=None), "")

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show who was found; names travel in posts only."""
        product = product_or_404(code)
        text = request.POST.get("text", "").strip()[:120]
        rows = self.rows().none()
        if len(text) >= LEAST:
            rows = self.rows().matching(text).order_by("sort_name", "pk")
        return self.page(product, request.POST.get("answers", "")[:2000], rows, text)

    def rows(self) -> Any:
        """Return whom the person reaches."""
        return Prospect.objects.visible_to(self.user).live().select_related("branch")

    def page(self, product: Product, given: str, rows: Any, text: str) -> HttpResponse:
        """Show the lines, each with the way to the simulator for that person."""
        found = [self.line(row, product, given) for row in rows[:SHOWN]]
        context = {
            "found": found, "text": text, "answers": given, "product": product,
            "back_url": f"{reverse('products:simulator', args=[product.code])}?{given}",
        }  # fmt: skip
        return render(self.request, "offers/simulation_pick.html", context)

    def line(self, row: Prospect, product: Product, given: str) -> dict[str, str]:
        """Return one person with the way to his simulator, the figures brought along."""
        base = reverse("offers:simulation-for", args=[row.public_id, product.code])
        detail = phone_display(row.phone) if row.phone else row.number
        return {
            "name": row.name,
            "detail": f"{detail} · {row.branch.name}",
            "url": f"{base}?{given}" if given else base,
        }


class SimulationPage(ObjectView):
    """A page about one kept simulation."""

    model = SavedSimulation
    permission = P.PROSPECT_VIEW
    object: SavedSimulation

    def rows(self) -> QuerySet[Any]:
        """Return the reachable rows with prospect and product."""
        rows = SavedSimulation.objects.visible_to(self.user)
        return rows.select_related("prospect", "opportunity", "product", "branch", "created_by")


class BeginPage(SimulationPage):
    """Makes something of a kept simulation, once for each time its button is shown."""

    permission = P.PROSPECT_CHANGE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Make it once, then show it; a second press goes where the first one led."""
        key = request.POST.get("idempotency_key", "") or new_public_id()
        body = {**body_of(request.POST), "of": [request.path]}
        try:
            with transaction.atomic():
                target, _is_new = once(
                    user_id=self.user.pk, key=key, body=body, now=self.now, work=self.begin
                )
        except Prospect.DoesNotExist:
            raise Http404 from None
        return redirect(request, target)

    def begin(self) -> str:
        """Make it; return its page."""
        raise NotImplementedError


class SimulationView(SimulationPage):
    """What was shown on that day, word for word."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show it as it was, with the ways it leaves the portal."""
        row = self.object
        prospect = row.prospect
        again = ""
        if self.user.may(P.PROSPECT_CHANGE) and row.product.is_active:
            base = reverse("offers:simulation-for", args=[prospect.public_id, row.product.code])
            again = f"{base}?{row.answers}"
        context = {
            "result": result_from(row.shown),
            "simulation": row,
            "prospect": prospect,
            "day": date_words(row.computed_on),
            "by": row.created_by.full_name,
            "back_url": page_of(prospect),
            "again_url": again,
            "picture_url": reverse("offers:simulation-picture", args=[row.public_id]),
            "offer_url": self.offer_url(),
            "receipts": receipts_of(row, self.user, self.today),
            "begin_url": self.begin_url(),
            "summaries": riplay.of_simulation(row, self.today),
            "summary_url": self.begin_url("riplay-begin"),
            "key": new_public_id(),
        }
        return render(request, "offers/simulation.html", context)

    def offer_url(self) -> str:
        """Where an offer of exactly these terms is written; empty where none can be.

        The application must lie in the same reach as the simulation, so that the page is there.
        """
        row, deal = self.object, self.object.opportunity
        if deal is None or row.terms["kind"] != "loan" or not self.user.may(P.LETTER_CHANGE):
            return ""
        is_near = (deal.owner_id, deal.branch_id) == (row.owner_id, row.branch_id)
        if not is_near or deal.status != Opportunity.Status.OPEN or deal.archived_at is not None:
            return ""
        address = reverse("offers:letter-new", args=[deal.public_id, str(LetterKind.OFFER)])
        return f"{address}?simulation={row.public_id}"

    def begin_url(self, name: str = "receipt-begin") -> str:
        """Where a receipt or a RIPLAY of these figures begins; empty where that is not allowed."""
        prospect = self.object.prospect
        is_closed = prospect.archived_at is not None or bool(reason_of(prospect))
        if is_closed or not self.user.may(P.PROSPECT_CHANGE):
            return ""
        return reverse(f"offers:{name}", args=[self.object.public_id])


class SimulationPictureView(SimulationPage):
    """The same as a picture."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Send the PNG."""
        row = self.object
        result = result_from(row.shown)
        return picture_answer(result, row.product.code, self.user, row.computed_on)
