"""What the forms about a person's rights share: shown, saved once, refused in the user's words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.public_id import new_public_id
from org.access.views import PortalView

NOT_ASKED = ("csrfmiddlewaretoken", "idempotency_key")


class FormPage(PortalView):
    """One form on a page of its own. Subclasses say what it is called and what saving does."""

    template: ClassVar[str] = "prospects/privacy/form.html"
    title: ClassVar[Any] = ""
    verb: ClassVar[Any] = ""
    is_danger: ClassVar[bool] = False

    def form(self, data: Any = None) -> forms.Form:
        """Return the form, empty or with what was sent."""
        raise NotImplementedError

    def save(self, form: forms.Form) -> str:
        """Do it, inside a transaction, and return the address to go to."""
        raise NotImplementedError

    def back_url(self) -> str:
        """Return where *Cancel* leads."""
        raise NotImplementedError

    def said(self, form: forms.Form) -> str:
        """Return the words of the toast."""
        return _("Saved.")

    def more(self, form: forms.Form) -> dict[str, Any]:
        """Return what else the page shows."""
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.page(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save once; 422 with the words beside the fields."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            target, is_new = self.save_once(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.page(form, 422)
        except KeyReusedError:
            form.add_error(None, _("This form was saved before. Check the page behind it."))
            return self.page(form, 409)
        if is_new:
            messages.success(request, self.said(form))
        return redirect(request, target)

    def save_once(self, form: forms.Form) -> tuple[str, bool]:
        """Save under the form's key; a repeat answers as the first did."""
        post = self.request.POST
        body = {name: post.getlist(name) for name in sorted(post) if name not in NOT_ASKED}
        body["of"] = [self.request.path]
        key = post.get("idempotency_key", "") or new_public_id()
        with transaction.atomic():
            return once(
                user_id=self.user.pk, key=key, body=body, now=self.now,
                work=lambda: self.save(form),
            )  # fmt: skip

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """Show the form with a new key."""
        context = {
            "form": form,
            "title": str(self.title),
            "verb": str(self.verb),
            "is_danger": self.is_danger,
            "back_url": self.back_url(),
            "key": new_public_id(),
            **self.more(form),
        }
        return render(self.request, self.template, context, status=status)


def add_refusal(form: forms.Form, refusal: ValidationError) -> None:
    """Put a service's refusal beside its field, or on top when it names none of this form."""
    errors = refusal.error_dict if hasattr(refusal, "error_dict") else {"__all__": [refusal]}
    for name, found in errors.items():
        form.add_error(name if name in form.fields else None, found)


def refuse_unless(may: bool) -> None:
    """Raise PermissionDenied (403) unless the person may."""
    if not may:
        raise PermissionDenied
