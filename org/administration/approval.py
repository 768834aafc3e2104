"""Settings that a second person approves: a draft, its approval, and nothing altered afterwards.

Their tables have `drafted_by`, `approved_by` and `approved_at`, and refuse one person in both.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from core.fields import DayField
from core.htmx import redirect
from core.versioning import StaleError, Versioned, number_of
from org import audit
from org.access.permissions import Permission
from org.access.views import PortalView
from org.administration.page import AdminPage, Stamp, Tab, Words
from org.administration.views import paths
from org.models import User

Row = TypeVar("Row", bound=Versioned)
PEOPLE = ("drafted_by", "approved_by")


@transaction.atomic
def approve(
    row: Row, action: str, *, permission: Permission, version: int, actor: User, now: datetime
) -> Row:
    """Approve a draft and write `action` into the trail.

    Raises StaleError for an old version, PermissionDenied without the right, for whoever drafted
    it and for what is approved already.
    """
    if not actor.may(permission):
        raise PermissionDenied
    fresh: Any = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if fresh.version != version:
        raise StaleError(fresh)
    if fresh.drafted_by_id == actor.pk or fresh.approved_by_id is not None:
        raise PermissionDenied
    saved: Row = fresh.save_version(version, approved_by=actor, approved_at=now)
    audit.record(action, actor=actor, at=now, object_type=type(row)._meta.model_name or "",
                 object_id=fresh.public_id)  # fmt: skip
    return saved


def state_words(row: Any) -> str:
    """Say whether it was approved."""
    return _("Approved") if row.approved_by_id else _("Waiting for approval")


class ApprovalForm(forms.ModelForm):
    """A draft; what is approved is only read."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today
            field.disabled = self.instance.approved_by_id is not None


class ApprovedPage(AdminPage):
    """A page whose rows a second person approves; approving is an address of its own."""

    said: ClassVar[Words]  # what the second person reads afterwards
    fixed: ClassVar[Words]  # why a change of something approved is refused

    def approve(self, row: Any, version: int) -> None:
        """Call the service that approves."""
        raise NotImplementedError

    def rows(self) -> models.QuerySet[Any]:
        """Return them with who drafted and approved."""
        return self.model._default_manager.select_related(*PEOPLE)

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form; it reads days beside the reader's own."""
        made: Any = self.form_class
        form: forms.ModelForm = made(data, instance=instance, today=self.today)
        return form

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write a draft in the person's name."""
        form.instance.drafted_by = stamp.actor
        return super().add(form, stamp)

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Change a draft; whoever changes it is its drafter from then on."""
        if row.approved_by_id is not None:
            raise ValidationError(str(self.fixed))
        form.cleaned_data["drafted_by"] = stamp.actor
        return super().change(row, expected, form, stamp)

    def tabs(self, row: Any) -> tuple[Tab, ...]:
        """The approval beside the data."""
        return (Tab("approval", _("Approval"), "administration/approval.html"),)

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Say who drafted and approved, and whether the reader may approve."""
        if row is None:
            return {}
        return {
            "approval": row, "state": state_words(row),
            "may_approve": row.approved_by_id is None and row.drafted_by_id != self.user.pk,
            "approve_url": self.url("approve", row.public_id),
        }  # fmt: skip


class ApproveView(PortalView):
    """The second person's yes."""

    page_class: ClassVar[type[ApprovedPage]]

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Approve it once; an older version changes nothing and says so."""
        page = self.page_class(self.user, self.now, self.today)
        row = page.rows().filter(public_id=public_id).first()
        if row is None:
            raise Http404
        try:
            page.approve(row, number_of(request.POST.get("version")))
        except StaleError:
            messages.error(request, _("Somebody changed this meanwhile. Review before saving."))
        except PermissionDenied:
            messages.error(request, _("A second person approves it."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, str(page.said))
        return redirect(request, page.url("edit", public_id))


def approved_paths(page: type[ApprovedPage], prefix: str) -> list[URLPattern]:
    """Return the addresses of the page, with the one that approves."""
    names = {"page_class": page, "permission": page.permission, "__module__": page.__module__,
             "__doc__": ApproveView.__doc__}  # fmt: skip
    made: Any = type(f"{page.__name__}ApproveView", (ApproveView,), names)
    yes = path(f"{prefix}<str:public_id>/approve/", made.as_view(), name=f"{page.slug}-approve")
    return [yes, *paths(page, prefix)]
