"""Pages of what hangs below a prospect: telephone numbers and contact persons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.public_id import new_public_id
from core.versioning import StaleError
from org.access.permissions import Permission as P
from org.access.views import ObjectView
from org.administration.conflict import raw, shown
from prospects import duplicates, persons, phones
from prospects.below_forms import PersonForm, PhoneForm
from prospects.duplicate_cards import REASONS, card_context, cards_for
from prospects.models import ContactPerson, Prospect, ProspectPhone
from prospects.views.people.add import body_of
from prospects.views.people.detail import ProspectPage

FORM = "prospects/below_form.html"


def page_of(prospect: Prospect) -> str:
    """Return the address of the prospect's page, where the rows below it are shown."""
    return reverse("prospects:prospect-detail", args=[prospect.public_id])


def refuse(form: forms.Form, error: Exception) -> None:
    """Put the sentences of a refused save beside their fields."""
    if not isinstance(error, ValidationError):
        form.add_error(None, _("This could not be saved. Check the answers and try again."))
    elif hasattr(error, "error_dict"):
        for name, texts in error.message_dict.items():
            form.add_error(name if name in form.fields else None, texts)
    else:
        form.add_error(None, error.messages)


class AddBelow(ProspectPage):
    """A form that adds a row to a prospect, once for each time it is shown."""

    permission = P.PROSPECT_CHANGE
    form_class: ClassVar[Callable[..., forms.Form]]
    title: ClassVar[str | Promise]
    answer: dict[str, Any] | None = None  # the cards of other prospects with the number

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show an empty form."""
        return self.page(self.form())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Add, or show what is in the way with everything typed."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        key = request.POST.get("idempotency_key", "") or new_public_id()
        try:
            with transaction.atomic():
                once(
                    user_id=self.user.pk, key=key, body=body_of(request.POST), now=self.now,
                    work=lambda: self.work(form),
                )  # fmt: skip
        except KeyReusedError:
            return self.page(form, status=409)
        except Prospect.DoesNotExist:
            raise Http404 from None
        except (ValidationError, IntegrityError) as error:
            refuse(form, error)
            return self.page(form, status=422)
        messages.success(request, _("Saved."))
        return redirect(request, page_of(self.object))

    def form(self, data: Any = None) -> Any:
        """Return the form."""
        return self.form_class(data)

    def work(self, form: Any) -> str:
        """Add the row; return where it is shown."""
        raise NotImplementedError

    def page_context(self, form: forms.Form) -> dict[str, Any]:
        """Return what the form's page needs, with a new key."""
        return {
            "form": form, "prospect": self.object, "title": self.title, "key": new_public_id(),
            "back_url": page_of(self.object), "answer": self.answer,
        }  # fmt: skip

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """Show the form."""
        return render(self.request, FORM, self.page_context(form), status=status)


class ChangeBelow(ObjectView):
    """A form that changes such a row; a stale save shows both values."""

    permission = P.PROSPECT_CHANGE
    form_class: ClassVar[Callable[..., forms.Form]]
    title: ClassVar[str | Promise]
    names: ClassVar[tuple[str, ...]]
    url_name: ClassVar[str]
    answer: dict[str, Any] | None = None  # the cards of other prospects with the number

    def rows(self) -> QuerySet[Any]:
        """Return the reachable rows with their prospect."""
        return super().rows().select_related("prospect")

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show what is stored."""
        return self.page(self.form(initial=self.initial(self.object)))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Save, or show what is in the way with everything typed."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.work(form, form.cleaned_data["version"] or 0)
        except StaleError as error:
            return self.conflict(form, error.current)
        except Prospect.DoesNotExist:
            raise Http404 from None
        except (ValidationError, IntegrityError) as error:
            refuse(form, error)
            return self.page(form, status=422)
        messages.success(request, _("Saved."))
        return redirect(request, page_of(self.object.prospect))

    def form(self, *args: Any, **kwargs: Any) -> Any:
        """Return the form."""
        return self.form_class(*args, **kwargs)

    def initial(self, row: Any) -> dict[str, Any]:
        """Return the values the form starts from."""
        return {name: getattr(row, name) for name in (*self.names, "version")}

    def work(self, form: Any, version: int) -> None:
        """Write the row."""
        raise NotImplementedError

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """Show the form, and the way to take the row away."""
        context = {
            "form": form, "prospect": self.object.prospect, "title": self.title,
            "back_url": page_of(self.object.prospect), "answer": self.answer,
            "remove_url": reverse(f"{self.url_name}-remove", args=[self.object.public_id]),
        }  # fmt: skip
        return render(self.request, FORM, context, status=status)

    def conflict(self, form: forms.Form, current: Any) -> HttpResponse:
        """Answer 409: each differing field with both values; nothing is overwritten."""
        saved = self.form(initial=self.initial(current))
        differing = [name for name in self.names if shown(form[name]) != shown(saved[name])]
        context = {
            "headline": _("Somebody changed this meanwhile. Review before saving."),
            "fields": [
                {
                    "name": name, "label": form[name].label, "raw": raw(form[name]),
                    "yours": shown(form[name]), "theirs": shown(saved[name]),
                }
                for name in differing
            ],
            "hidden": [(name, raw(form[name])) for name in self.names if name not in differing],
            "action": self.request.path,
            "version": current.version,
            "current_url": page_of(self.object.prospect),
            "prospect": self.object.prospect,
        }  # fmt: skip
        return render(self.request, "prospects/prospect_conflict.html", context, status=409)


class RemoveBelow(ObjectView):
    """Takes such a row away; a second press finds nothing and answers 404 as for any absent id."""

    permission = P.PROSPECT_CHANGE
    remove: ClassVar[Callable[..., None]]

    def rows(self) -> QuerySet[Any]:
        """Return the reachable rows with their prospect."""
        return super().rows().select_related("prospect")

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Remove and go back to the prospect."""
        try:
            type(self).remove(self.object, actor=self.user, now=self.now)
        except Prospect.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Removed."))
        return redirect(request, page_of(self.object.prospect))


def unless_twins(
    view: AddBelow | ChangeBelow, name: str, save: Callable[[str], HttpResponse], kept: str = ""
) -> HttpResponse:
    """Save, or answer 422 with the cards of other prospects that have the number in field `name`.

    It never blocks: a second save with a reason goes on, and `save` is given the reason. `kept` is
    the number the row had before, which asks nothing.
    """
    prospect = view.object if isinstance(view, AddBelow) else view.object.prospect
    form = view.form(view.request.POST)
    number = form.cleaned_data[name] if form.is_valid() else ""
    reason = view.request.POST.get("duplicate_reason", "")
    with transaction.atomic():
        matches = duplicates.twins(number, prospect, view.user) if number != kept else []
        if not matches or reason in REASONS:
            return save(reason if matches else "")
    duplicates.write_down(matches, user=view.user, now=view.now)
    cards = cards_for(matches, view.user, view.now)
    view.answer = card_context(cards, "phone", is_edit=True) | {"field": name}
    form.add_error(name, str(duplicates.TITLES["phone"]))
    return view.page(form, status=422)


class PhoneAddView(AddBelow):
    """Another number."""

    form_class = PhoneForm
    title = gettext_lazy("Add a phone number")
    reason = ""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Add, or name who else has the number."""
        return unless_twins(self, "number", self.save)

    def save(self, reason: str) -> HttpResponse:
        """Add, with the reason why another prospect may have the number too."""
        self.reason = reason
        return super().post(self.request, self.object.public_id)

    def work(self, form: PhoneForm) -> str:
        """Add the number."""
        facts = replace(form.facts, duplicate_reason=self.reason)
        phones.add_phone(self.object, facts, actor=self.user, now=self.now)
        return page_of(self.object)


class PhoneChangeView(ChangeBelow):
    """One number."""

    model = ProspectPhone
    form_class = PhoneForm
    title = gettext_lazy("Change a phone number")
    names = ("number", "use", "note", "is_primary", "do_not_call")
    url_name = "prospects:phone"
    reason = ""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Change, or name who else has the new number."""
        return unless_twins(self, "number", self.save, self.object.number)

    def save(self, reason: str) -> HttpResponse:
        """Change, with the reason why another prospect may have the number too."""
        self.reason = reason
        return super().post(self.request, self.object.public_id)

    def work(self, form: PhoneForm, version: int) -> None:
        """Change the number."""
        facts = replace(form.facts, duplicate_reason=self.reason)
        phones.change_phone(self.object, facts, version=version, actor=self.user, now=self.now)


class PhoneRemoveView(RemoveBelow):
    """Takes a number away."""

    model = ProspectPhone
    remove = phones.remove_phone


class PersonAddView(AddBelow):
    """Another person at a company."""

    form_class = PersonForm
    title = gettext_lazy("Add a contact person")

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Add, or name the prospects that have his number."""
        save = super().post
        return unless_twins(self, "phone", lambda _reason: save(request, public_id))

    def work(self, form: PersonForm) -> str:
        """Add the person."""
        persons.add_person(self.object, form.cleaned_data, actor=self.user, now=self.now)
        return page_of(self.object)


class PersonChangeView(ChangeBelow):
    """One person."""

    model = ContactPerson
    form_class = PersonForm
    title = gettext_lazy("Change a contact person")
    names = persons.FIELDS
    url_name = "prospects:person"

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Change, or name the prospects that have his new number."""
        save = super().post
        return unless_twins(
            self, "phone", lambda _reason: save(request, public_id), self.object.phone
        )

    def work(self, form: PersonForm, version: int) -> None:
        """Change the person."""
        persons.change_person(
            self.object, form.cleaned_data, version=version, actor=self.user, now=self.now
        )


class PersonRemoveView(RemoveBelow):
    """Takes a person off the list."""

    model = ContactPerson
    remove = persons.remove_person
