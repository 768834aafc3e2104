"""Logging a prospect: three fields, duplicates answered before Save."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import hour, short_date
from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.public_id import LENGTH, new_public_id
from org.access.permissions import Permission as P
from org.access.views import PortalView
from org.calendars import next_working_morning
from org.models import Branch, User
from prospects import duplicates, links, services
from prospects.duplicate_cards import REASONS, RELATIONS, card_context, cards_for
from prospects.first_step import FirstStep
from prospects.forms import QuickAddForm
from prospects.models import Prospect
from prospects.officers import possible_owners
from prospects.services import NewProspect
from prospects.territories import proposal
from prospects.views.handover.territories import hint
from prospects.views.people.reading import said_by_nik, taken_over, understood

Look = Callable[[str, str], list[duplicates.Match]]
NOT_ASKED = ("csrfmiddlewaretoken", "idempotency_key", "by")


def first_step_words(branch: Branch, now: datetime) -> str:
    """Return when the first call will be: `Kam 19 Nov, 09.00` on the branch's clock."""
    due = next_working_morning(branch, now)
    return f"{short_date(due.date())}, {hour(due)}"


def body_of(data: QueryDict) -> dict[str, list[str]]:
    """Return what was asked, without what belongs to the single request."""
    return {name: data.getlist(name) for name in sorted(data) if name not in NOT_ASKED}


def new_prospect(form: QuickAddForm, first_step: FirstStep | None) -> NewProspect:
    """Turn the clean form into what the service takes."""
    data = form.cleaned_data
    return NewProspect(
        name=data["name"],
        phone=data["phone"],
        product=data["product"],
        amount=data["amount"] or Decimal(0),
        kind=data["kind"],
        company=data["company"],
        email=data["email"],
        nik=data["nik"],
        npwp=data["npwp"],
        birth_date=data["birth_date"],
        sex=data["sex"],
        address=data["address"],
        area_code=data["area"],
        source=data["source"],
        referrer_name=data["referrer_name"],
        notes=data["notes"],
        duplicate_reason=data["duplicate_reason"],
        first_step=first_step,
    )


def relation_of(data: Any) -> tuple[str, str]:
    """Return kind and public id of the record the new person belongs to; empty for none."""
    kind, _colon, public_id = str(data.get("duplicate_link", "") if data else "").partition(":")
    return (kind, public_id) if kind in RELATIONS and len(public_id) == LENGTH else ("", "")


class AddPage(PortalView):
    """What every answer with the quick-add form has in common."""

    permission = P.PROSPECT_ADD
    extra: dict[str, Any] = {}

    @property
    def branch(self) -> Branch:
        """The branch new prospects belong to; 403 for a person without one."""
        if self.user.branch is None:
            raise PermissionDenied
        return self.user.branch

    def answers(self, data: Any, look: Look | None = None) -> dict[str, dict[str, Any]]:
        """Return the duplicate cards below each field, found by `look`."""
        chosen = data.get("duplicate_reason", "") if data else ""
        look = look or self.find_silently
        found: dict[str, dict[str, Any]] = {}
        for by in duplicates.FIELDS:
            typed = (data.get(by, "") if data else "").strip()
            matches = look(by, typed) if typed else []
            cards = cards_for(matches, self.user, self.now)
            reason = chosen if chosen in REASONS else ""
            found[by] = card_context(cards, by, reason, link=relation_of(data)[0])
        return found

    def territory(self, form: QuickAddForm) -> dict[str, object]:
        """Return who covers the place of a form that was sent; an empty one asks nothing."""
        code = getattr(form, "cleaned_data", {}).get("area", "") if form.is_bound else ""
        return hint(proposal(code, self.user), self.user, str(form["owner"].value() or ""))

    def find_silently(self, by: str, typed: str) -> list[duplicates.Match]:
        """Find for a page that shows again what was answered and written down before."""
        return duplicates.find(by, typed, user=self.user)

    def look_up(self, by: str, typed: str) -> list[duplicates.Match]:
        """Find and write down."""
        return duplicates.look_up(by, typed, user=self.user, now=self.now)

    def page(
        self,
        form: QuickAddForm,
        *,
        answers: dict[str, dict[str, Any]] | None = None,
        status: int = 200,
        notice: str = "",
    ) -> HttpResponse:
        """Show the form with a new key."""
        context = {
            "form": form,
            "key": new_public_id(),
            "answers": answers or self.answers(None),
            "similar_url": reverse("prospects:similar-check"),
            "first_step": first_step_words(self.branch, self.now),
            "notice": notice,
            **self.territory(form),
            **understood(str(form["amount"].value() or "")),
            **said_by_nik(str(form["nik"].value() or ""), today=self.today),
            **self.extra,
        }
        return render(self.request, "prospects/prospect_add.html", context, status=status)


class ProspectAddView(AddPage):
    """The quick-add form."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show an empty form: never what was typed before."""
        return self.page(QuickAddForm(today=self.today))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save once, or show what is in the way with everything typed."""
        if "take_nik" in request.POST:
            taken = taken_over(request.POST.dict(), self.today)
            return self.page(QuickAddForm(initial=taken, today=self.today))
        form = QuickAddForm(request.POST, today=self.today)
        try:
            return self.save(form)
        except KeyReusedError:
            notice = _("This form was saved before. Press Save to log another prospect.")
            return self.page(form, status=409, notice=notice)

    def save(self, form: QuickAddForm) -> HttpResponse:
        """Save the form under its key; 422 with the cards when it cannot be."""
        if not form.is_valid():
            return self.refused(form)
        key = self.request.POST.get("idempotency_key", "") or new_public_id()
        try:
            with transaction.atomic():
                target, is_new = once(
                    user_id=self.user.pk,
                    key=key,
                    body=body_of(self.request.POST),
                    now=self.now,
                    work=lambda: self.work(form),
                )
        except (ValidationError, IntegrityError) as error:
            return self.refused(form, error)
        if is_new:
            messages.success(self.request, self.saved_words(form))
        return redirect(self.request, target)

    def first_step(self, form: QuickAddForm) -> FirstStep | None:
        """Return the step chosen under *Ubah*; None for the usual call."""
        return form.first_step(next_working_morning(self.branch, self.now).date())

    def saved_words(self, form: QuickAddForm) -> str:
        """Say what was saved and what comes next."""
        chosen = self.first_step(form)
        if chosen is None:
            words = first_step_words(self.branch, self.now)
            return _("Prospect saved. Follow-up: call %s.") % words
        return _("Prospect saved. Follow-up: %(what)s %(when)s.") % {
            "what": chosen.what, "when": chosen.when,
        }  # fmt: skip

    def work(self, form: QuickAddForm) -> str:
        """Write the prospect unless an unanswered duplicate stands against it."""
        if self.stands_against(form):
            raise ValidationError(_("This person may be recorded already. Look at the card."))
        new = new_prospect(form, self.first_step(form))
        owner = self.owner(form)
        prospect = services.add_prospect(new, actor=self.user, now=self.now, owner=owner)
        related = self.related(form)
        if related is not None:
            kind = relation_of(form.cleaned_data)[0]
            links.add_link(prospect, kind, other=related, actor=self.user, now=self.now)
        return reverse("prospects:prospect-detail", args=[prospect.public_id])

    def owner(self, form: QuickAddForm) -> User | None:
        """Return the officer the new prospect is given to; None for oneself."""
        public_id = form.cleaned_data["owner"]
        if not public_id or not self.user.may(P.PROSPECT_REASSIGN):
            return None
        return possible_owners(self.user).filter(public_id=public_id).first()

    def related(self, form: QuickAddForm) -> Prospect | None:
        """Return the visible record the new person belongs to, if one was named."""
        public_id = relation_of(form.cleaned_data)[1]
        rows = Prospect.objects.visible_to(self.user).live()
        return rows.filter(public_id=public_id).first() if public_id else None

    def stands_against(self, form: QuickAddForm) -> bool:
        """A shared phone or address goes on with a reason; a NIK never does."""
        data = form.cleaned_data
        has_reason = data["duplicate_reason"] in REASONS or self.related(form) is not None
        return bool(duplicates.standing(data, user=self.user, has_reason=has_reason))

    def refused(self, form: QuickAddForm, error: Exception | None = None) -> HttpResponse:
        """Answer 422: the sentences beside their fields and the cards below them."""
        answers = self.answers(self.request.POST, self.look_up)
        with_cards = [by for by in duplicates.FIELDS if answers[by]["cards"]]
        for by in with_cards:
            if error is not None and not self.is_settled(answers[by]):
                form.add_error(by, str(duplicates.TITLES[by]))
        if error is not None and not form.errors:
            form.add_error(None, _sentence(error))
        return self.page(form, answers=answers, status=422)

    def is_settled(self, answer: dict[str, Any]) -> bool:
        """Tell whether a reason was given where one is enough."""
        return bool(answer["may_continue"] and answer["has_reason"])


def _sentence(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _("This could not be saved. Check the answers and try again.")
