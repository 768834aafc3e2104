"""Pages of RIPLAY: the general ones of the bank, the personal ones of a customer."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import date_words
from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.public_id import new_public_id
from core.versioning import StaleError, number_of
from offers.models import GeneralRiplay, Riplay
from offers.riplay import rows, services
from offers.riplay.forms import chosen
from offers.riplay.services import SHEET, Word
from offers.simulations.views import BeginPage
from org import audit
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from products.models import Product
from prospects.models import Prospect
from prospects.restriction import reason_of
from prospects.views.opportunities.shared import add_refusal
from prospects.views.people.add import body_of
from prospects.views.people.below import page_of

STEPS = ("give", "acknowledge")


def pdf_answer(content: Any, name: str) -> HttpResponse:
    """Send the paper as a download; 404 while it is being made."""
    if not content:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"',
               "Cache-Control": "no-store", "Content-Security-Policy": "sandbox"}  # fmt: skip
    return HttpResponse(bytes(content), content_type="application/pdf", headers=headers)


class GeneralListView(PortalView):
    """The general RIPLAY of every product, the edition of today first."""

    permission = P.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them. Two queries."""
        found = GeneralRiplay.objects.defer("content", "pdf").order_by("-edition")
        editions: dict[int, list[GeneralRiplay]] = {}
        for row in found:
            editions.setdefault(row.product_id, []).append(row)
        lines = [
            {"name": one.name, "family": one.type.label, "icon": one.type.icon,
             "rows": [self.line(row) for row in editions.get(one.pk, [])[:rows.MOST]],
             "new_url": reverse("offers:riplay-publish", args=[one.public_id])}
            for one in Product.objects.offered()
        ]  # fmt: skip
        context = {"lines": lines, "may_publish": self.user.may(P.CATALOGUE_ADMIN),
                   "key": new_public_id()}  # fmt: skip
        return render(request, "offers/riplay_list.html", context)

    def line(self, row: GeneralRiplay) -> dict[str, Any]:
        """Return one edition."""
        return {
            "words": _("Edition %(n)d, %(day)s")
            % {"n": row.edition, "day": date_words(row.valid_from)},
            "code": row.code,
            "is_made": row.made_at is not None,
            "url": reverse("offers:riplay-general", args=[row.public_id]),
        }


class PublishView(PortalView):
    """Makes the next general edition of a product."""

    permission = P.CATALOGUE_ADMIN

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Make it once."""
        product = Product.objects.offered().filter(public_id=public_id).first()
        if product is None:
            raise Http404
        key = request.POST.get("idempotency_key", "") or new_public_id()
        body = {**body_of(request.POST), "of": [request.path]}
        address = reverse("offers:riplay-list")

        def work() -> str:
            services.publish(product, actor=self.user, now=self.now, today=self.today)
            return address

        with transaction.atomic():
            _target, is_new = once(
                user_id=self.user.pk, key=key, body=body, now=self.now, work=work
            )
        if is_new:
            messages.success(request, _("New edition. Its paper is being made."))
        return redirect(request, address)


class GeneralPaperView(PortalView):
    """The paper of a general edition."""

    permission = P.PROFILE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Send the PDF."""
        row = GeneralRiplay.objects.select_related("product").filter(public_id=public_id).first()
        if row is None:
            raise Http404
        code = row.product.code.replace("/", "-")
        return pdf_answer(row.pdf, f"RIPLAY-{code}-{row.edition}")


class BeginView(BeginPage):
    """Makes the personal RIPLAY of a kept simulation."""

    def begin(self) -> str:
        """Make it; return its page."""
        row = services.begin(self.object, actor=self.user, now=self.now)
        return reverse("offers:riplay", args=[row.public_id])


class RiplayPage(ObjectView):
    """A page about one personal RIPLAY."""

    model = Riplay
    permission = P.PROSPECT_VIEW
    object: Riplay

    def rows(self) -> QuerySet[Any]:
        """Return the reachable rows with what every page names."""
        found = Riplay.objects.visible_to(self.user).defer("pdf")
        return found.select_related("prospect", "opportunity", "simulation", "product", "branch",
                                    "owner", "created_by", "given_by",
                                    "acknowledged_by")  # fmt: skip

    @property
    def may_write(self) -> bool:
        """Whether this person writes here now."""
        prospect = self.object.prospect
        is_closed = prospect.archived_at is not None or bool(reason_of(prospect))
        return self.user.may(P.PROSPECT_CHANGE) and not is_closed

    @property
    def url(self) -> str:
        """Return its page."""
        return reverse("offers:riplay", args=[self.object.public_id])

    def page(self, *, form: Any = None, step: str = "", status: int = 200,
             error: str = "") -> HttpResponse:  # fmt: skip
        """Show what it says, what happened, and the next step with its form."""
        row = self.object
        following = "" if row.acknowledged_on else step or ("acknowledge" if row.given_channel
                                                            else "give")  # fmt: skip
        context = {
            "riplay": row, "prospect": row.prospect, "state": rows.state_of(row), "error": error,
            "facts": rows.facts_of(row, self.user), "sections": rows.sections_of(row),
            "form": form or self.form(following) if following and self.may_write else None,
            "step": following, "again_url": f"{self.url}?step=give" if row.given_channel else "",
            "action": reverse("offers:riplay-step", args=[row.public_id, following or "give"]),
            "paper_url": reverse("offers:riplay-paper", args=[row.public_id]),
            "back_url": reverse("offers:simulation", args=[row.simulation.public_id]),
            "person_url": page_of(row.prospect), "bring_url": self.bring_url(),
            "version": row.version, "key": new_public_id(),
        }  # fmt: skip
        return render(self.request, "offers/riplay.html", context, status=status)

    def form(self, step: str, data: Any = None) -> Any:
        """Return the form of a step."""
        here: datetime = self.now.astimezone(self.object.branch.zone)
        start = {"on": here.date(), "hour": f"{here:%H.%M}",
                 "channel": self.object.given_channel or None}  # fmt: skip
        return chosen(step, data, today=here.date(), initial=start)

    def bring_url(self) -> str:
        """Where the signed sheet is photographed: the papers of the application."""
        deal = self.object.opportunity
        if deal is None or not self.may_write or not self.user.may(P.DOCUMENT_CHANGE):
            return ""
        return reverse("documents:paper-bring", args=[deal.public_id, SHEET])


class RiplayView(RiplayPage):
    """One personal RIPLAY."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show it."""
        step = request.GET.get("step", "")
        return self.page(step=step if step in STEPS else "")


class PaperView(RiplayPage):
    """The paper of a personal RIPLAY; each fetch is written down."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Send the PDF."""
        row = self.object
        content = self.rows().values_list("pdf", flat=True).get(pk=row.pk)
        answer = pdf_answer(content, f"RIPLAY-{row.product.code.replace('/', '-')}-{row.code}")
        audit.record("riplay_fetched", actor=self.user, at=self.now, object_type="prospect",
                     object_id=row.prospect.public_id, branch=row.branch,
                     code=row.code)  # fmt: skip
        return answer


class StepView(RiplayPage):
    """How the customer got it, and his word that he has read it."""

    permission = P.PROSPECT_CHANGE
    step: ClassVar[str] = ""

    def post(self, request: HttpRequest, public_id: str, step: str) -> HttpResponse:
        """Write the step once; 422 with the words beside the fields, 409 for an older version."""
        if step not in STEPS:
            raise Http404
        if not self.may_write:
            raise PermissionDenied
        form = self.form(step, request.POST)
        if not form.is_valid():
            return self.page(form=form, step=step, status=422)
        try:
            return self.once(form, step)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.page(form=form, step=step, status=422)
        except (StaleError, KeyReusedError):
            self.object = self.rows().get(pk=self.object.pk)
            error = _("This moved on meanwhile. Look at what happened, then send again.")
            return self.page(form=form, step=step, status=409, error=error)
        except Prospect.DoesNotExist:
            raise Http404 from None

    def once(self, form: Any, step: str) -> HttpResponse:
        """Do the step for this form, no second time."""
        key = self.request.POST.get("idempotency_key", "") or new_public_id()
        body = {**body_of(self.request.POST), "of": [self.request.path]}
        with transaction.atomic():
            target, is_new = once(
                user_id=self.user.pk, key=key, body=body, now=self.now,
                work=lambda: self.write(form.cleaned_data, step),
            )  # fmt: skip
        if is_new:
            messages.success(self.request, _("Saved."))
        return redirect(self.request, target)

    def write(self, told: dict[str, Any], step: str) -> str:
        """Call the service of the step."""
        who: dict[str, Any] = {"version": number_of(self.request.POST.get("version")),
                               "actor": self.user, "now": self.now}  # fmt: skip
        if step == "give":
            services.give(self.object, channel=told["channel"], **who)
        else:
            services.acknowledge(self.object, Word(**told), **who)
        return self.url
