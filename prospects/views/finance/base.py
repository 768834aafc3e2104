"""What the pages of a financial picture share: whose it is, sheets, posting once, stale answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.formats import relative_moment
from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.public_id import LENGTH, new_public_id
from core.queries import only_row
from core.versioning import StaleError, number_of
from org.access.permissions import Permission as P
from org.access.views import LockedError, PortalView, why_locked
from prospects import looks
from prospects.finance.forms import FinanceForm
from prospects.finance.reading import Subject
from prospects.models import Opportunity, Prospect
from prospects.models.finance import FinanceRow
from prospects.views.opportunities.shared import NOT_ASKED, PAGE, SHEET, add_refusal, is_sheet


class SubjectView(PortalView, looks.LookedAt):
    """A page about the figures of a prospect, met by himself or `through` an opportunity."""

    permission = P.FINANCE_VIEW
    write_permission: ClassVar[P | None] = P.FINANCE_CHANGE
    through: str = "prospect"
    subject: Subject

    def find(self, **kwargs: Any) -> None:
        """Load whose figures these are; 404 outside the reach."""
        public_id = kwargs["public_id"]
        if len(public_id) != LENGTH:
            raise Http404
        self.subject = self.of_prospect(public_id)

    def looked_at(self) -> Prospect:
        """Return the person."""
        return self.subject.prospect

    def of_prospect(self, public_id: str) -> Subject:
        """Return the subject of the address."""
        if self.through == "opportunity":
            rows = Opportunity.objects.visible_to(self.user).live()
            row = only_row(rows.select_related("prospect", "product").filter(public_id=public_id))
            if row is None:
                raise Http404
            return Subject(row.prospect, row)
        prospect = only_row(Prospect.objects.visible_to(self.user).filter(public_id=public_id))
        if prospect is None:
            raise Http404
        return Subject(prospect)

    def check_permission(self, request: HttpRequest) -> None:
        """Check the right, then refuse with 409 to change what is locked."""
        super().check_permission(request)
        reason = why_locked(self.subject.prospect)
        if reason and request.method not in {"GET", "HEAD", "OPTIONS"}:
            raise LockedError(reason)

    @property
    def may_change(self) -> bool:
        """Whether this person may enter figures here now."""
        prospect = self.subject.prospect
        is_closed = prospect.archived_at is not None or bool(why_locked(prospect))
        return self.user.may(P.FINANCE_CHANGE) and not is_closed

    @property
    def version(self) -> int:
        """The version the person saw."""
        return number_of(self.request.POST.get("version"))

    def once(self, work: Callable[[], str]) -> None:
        """Do `work` once for the key of this post. Raises KeyReusedError."""
        post = self.request.POST
        body = {name: post.getlist(name) for name in post if name not in NOT_ASKED}
        body["of"] = [self.request.path]
        key = post.get("idempotency_key", "") or new_public_id()
        once(user_id=self.user.pk, key=key, body=body, now=self.now, work=work)

    def show(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Render as page or, for htmx, as sheet."""
        sheet = is_sheet(self.request)
        base = {"layout": SHEET if sheet else PAGE, "is_sheet": sheet,
                "who": self.subject.prospect.name, "back_url": self.back_url}  # fmt: skip
        response = render(self.request, template, base | context, status=status)
        if sheet:
            response["HX-Retarget"], response["HX-Reswap"] = "#sheet", "innerHTML"
        return response

    @property
    def back_url(self) -> str:
        """The page of the picture."""
        return self.subject.url("finance")

    def done(self, text: str, undo_url: str = "") -> HttpResponse:
        """Go back to the picture."""
        messages.success(self.request, text, extra_tags=undo_url)
        return redirect(self.request, self.back_url)


class FinanceFormView(SubjectView):
    """One form: a page, or a sheet over the picture."""

    def check_permission(self, request: HttpRequest) -> None:
        """A form that would be refused is not shown either."""
        super().check_permission(request)
        if not self.user.may(P.FINANCE_CHANGE):
            raise PermissionDenied

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.page(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save once; 422 with the words beside the fields, 409 with both values."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            self.once(lambda: self.save(form) or self.back_url)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.page(form, 422)
        except StaleError as stale:
            return self.stale(form, stale.current)
        except KeyReusedError:
            form.add_error(None, _("This form was saved before. Check the page behind it."))
            return self.page(form, 409)
        return self.done(_("Saved."))

    def form(self, data: Any = None) -> FinanceForm:
        """Build the form."""
        raise NotImplementedError

    def save(self, form: FinanceForm) -> str:
        """Write it."""
        raise NotImplementedError

    def title(self) -> str:
        """Return the heading."""
        raise NotImplementedError

    def page(self, form: FinanceForm, status: int = 200) -> HttpResponse:
        """Show the form with a new key; a refused one keeps the version it came with."""
        shown = form.instance.version if form.instance.pk else 0
        context = {
            "form": form,
            "title": self.title(),
            "action": self.request.get_full_path(),
            "version": self.version if self.request.method == "POST" else shown,
            "key": new_public_id(),
        } | self.more()
        return self.show("prospects/finance_form.html", context, status)

    def more(self) -> dict[str, Any]:
        """Return what else the form shows."""
        return {}

    def stale(self, form: FinanceForm, current: Any) -> HttpResponse:
        """Answer 409 with what the person typed beside what is saved."""
        row: FinanceRow = (
            type(current)
            ._meta.base_manager.select_related("updated_by", "branch")
            .get(pk=current.pk)
        )
        theirs = type(form)(instance=row, today=self.today)
        when = relative_moment(row.updated_at, self.now, row.branch.time_zone)
        names = {"name": row.updated_by.full_name, "when": when}
        text = _("Changed meanwhile by %(name)s (%(when)s). Review before saving.")
        context = {
            "headline": text % names,
            "action": self.request.get_full_path(),
            "version": row.version,
            "key": new_public_id(),
            "current_url": self.back_url,
            "fields": [
                {"name": name, "label": form.fields[name].label, "yours": shown(form[name]),
                 "theirs": shown(theirs[name]), "raw": self.request.POST.get(name, "")}
                for name in form.fields
                if shown(form[name]) != shown(theirs[name])
            ],
            "hidden": [
                (name, self.request.POST.get(name, ""))
                for name in form.fields
                if shown(form[name]) == shown(theirs[name])
            ],
        }  # fmt: skip
        return self.show("prospects/opportunity_conflict.html", context, status=409)


def shown(field: Any) -> str:
    """Return the value of a field as the person reads it."""
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if choices:
        return str(dict(choices).get(value, value or ""))
    if isinstance(value, bool) or field.widget_type == "checkbox":
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)
