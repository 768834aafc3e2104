"""The base of every view: who is asking, may he, and on which rows.

Outside the scope the answer is 404, the same for a foreign and for an absent id; inside the scope
but without the right it is 403. A view that names no permission does not start (see checks).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.views import View

from core import clock
from core.public_id import LENGTH
from core.queries import only_row
from org.access.permissions import Permission
from org.access.scoping import ScopedManager
from org.models import User


class LockedError(Exception):
    """The row may not be changed by anybody now; `reason` says why, in the user's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def why_locked(row: Any) -> str:
    """Return why this row may not be changed, as the apps named in `settings.WRITE_LOCKS` say."""
    reasons = (import_string(path)(row) for path in settings.WRITE_LOCKS)
    return next((str(reason) for reason in reasons if reason), "")


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the sign-in page; a fragment gets the sheet over the page instead."""
    if request.headers.get("HX-Request"):
        return render(request, "account/sign_in_sheet.html", status=401)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def locked_answer(request: HttpRequest, reason: str) -> HttpResponse:
    """Answer 409 with the reason: a page, or for htmx a notice where the answer is awaited."""
    if request.headers.get("HX-Request"):
        notice = {"tone": "warning", "text": reason}
        return render(request, "components/inline_notice.html", notice, status=409)
    return render(request, "components/locked.html", {"reason": reason}, status=409)


class PortalView(View):
    """A page or fragment of a signed-in person. `now` and `today` are the branch's."""

    permission: ClassVar[Permission | None] = None
    public: ClassVar[bool] = False
    write_permission: ClassVar[Permission | None] = None

    now: datetime
    today: date
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the person, find the object, check the right, answer."""
        self.now = clock.now()
        if not request.user.is_authenticated:
            return sign_in_first(request)
        self.user = request.user
        self.today = self.now.astimezone(self.user.zone).date()
        self.user.access_day = self.today
        self.find(**kwargs)
        try:
            self.check_permission(request)
        except LockedError as locked:
            return locked_answer(request, locked.reason)
        response = super().dispatch(request, *args, **kwargs)
        response.headers.setdefault("Vary", "HX-Request")
        return response

    def find(self, **kwargs: Any) -> None:
        """Load what the address names; raise Http404 outside the scope."""

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse with 403 what the person may not do here."""
        is_write = request.method not in {"GET", "HEAD", "OPTIONS"}
        needed = self.write_permission if is_write and self.write_permission else self.permission
        if needed is None or not self.user.may(needed):
            raise PermissionDenied


class PublicView(View):
    """A page for anybody; shows no data of the bank's customers."""

    public: ClassVar[bool] = True
    permission: ClassVar[Permission | None] = None
    now: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with the clock set."""
        self.now = clock.now()
        return super().dispatch(request, *args, **kwargs)


class ObjectView(PortalView):
    """A page about one scoped row, named by its public id."""

    model: ClassVar[type[models.Model]]
    object: Any

    def rows(self) -> models.QuerySet[Any]:
        """Return the rows the person reaches; override to add select_related."""
        manager = cast("ScopedManager[Any]", self.model.objects)  # type: ignore[attr-defined]
        return cast("models.QuerySet[Any]", manager.visible_to(self.user))

    def find(self, **kwargs: Any) -> None:
        """Load the row or answer 404."""
        public_id = kwargs["public_id"]
        if len(public_id) != LENGTH:
            raise Http404
        self.object = only_row(self.rows().filter(public_id=public_id))
        if self.object is None:
            raise Http404

    works_on_locked: ClassVar[bool] = False  # whether a locked row may be changed here

    def check_permission(self, request: HttpRequest) -> None:
        """Check the right, then refuse with 409 to change what is locked."""
        super().check_permission(request)
        if request.method in {"GET", "HEAD", "OPTIONS"} or self.works_on_locked:
            return
        reason = why_locked(self.object)
        if reason:
            raise LockedError(reason)
