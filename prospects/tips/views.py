"""*Kiat*: what worked, per objection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.fields import word_empty_choices
from core.htmx import redirect
from core.versioning import StaleError, number_of
from org.access.permissions import Permission as P
from org.access.views import ObjectView, PortalView
from prospects.models import LossReason, Tip
from prospects.models.tip import LENGTH
from prospects.tips import services
from prospects.tips.rows import tip_row


def reasons() -> QuerySet[LossReason]:
    """Return the customer's reasons in use."""
    return LossReason.objects.filter(kind=LossReason.Kind.CUSTOMER, is_active=True)


class ReasonField(forms.ModelChoiceField):
    """A reason in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        """Return its name."""
        return str(obj.label(get_language() or "id"))


class TipForm(forms.Form):
    """Objection and words."""

    reason = ReasonField(
        label=gettext_lazy("Objection"), queryset=LossReason.objects.none(), to_field_name="code"
    )
    text = forms.CharField(
        label=gettext_lazy("What worked"), max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Short, and without any customer's name or number."),
    )  # fmt: skip
    is_sure = forms.BooleanField(
        label=gettext_lazy("The number is none of a customer's"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.queryset = reasons()
        word_empty_choices(self)


class TipListView(PortalView):
    """The tips one sees, of one objection or all, the most useful first."""

    permission = P.TIP_SHARE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        known = list(reasons())
        chosen = next((row for row in known if row.code == request.GET.get("reason")), None)
        found = services.tips_for(self.user, codes=[chosen.code] if chosen else [])
        url, add = reverse("prospects:tip-list"), reverse("prospects:tip-add")
        language = self.user.language
        context = {
            "rows": [tip_row(tip, self.user, self.today) for tip in found],
            "chips": [{"label": _("All"), "url": url, "is_on": chosen is None}] + [
                {"label": row.label(language), "url": f"{url}?reason={row.code}",
                 "is_on": row == chosen}
                for row in known
            ],
            "add_url": f"{add}?reason={chosen.code}" if chosen else add,
        }  # fmt: skip
        return render(request, "prospects/tip_list.html", context)


class TipAddView(PortalView):
    """Sharing a tip."""

    permission = P.TIP_SHARE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, begun under the objection of the list."""
        return self.page(TipForm(initial={"reason": request.GET.get("reason", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Share it."""
        form = TipForm(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        data = form.cleaned_data
        try:
            services.share(data["reason"], data["text"], actor=self.user, now=self.now,
                           is_sure=data["is_sure"])  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.page(form, 422)
        messages.success(request, _("Tip shared."))
        return redirect(request, f"{reverse('prospects:tip-list')}?reason={data['reason'].code}")

    def page(self, form: TipForm, status: int = 200) -> HttpResponse:
        """Show the form; the tick is asked only where a number was found."""
        if not form.has_error("text"):
            del form.fields["is_sure"]
        context = {
            "form": form,
            "title": _("Share a tip"),
            "back_url": reverse("prospects:tip-list"),
        }
        return render(self.request, "prospects/tip_form.html", context, status=status)


class TipView(ObjectView):
    """One tip this person sees."""

    model = Tip
    object: Tip
    permission = P.TIP_SHARE

    def rows(self) -> QuerySet[Any]:
        """Return the tips in sight."""
        return Tip.objects.visible_to(self.user).select_related("reason", "branch")

    def back(self) -> HttpResponse:
        """Return to the list of its objection."""
        url = reverse("prospects:tip-list")
        return redirect(self.request, f"{url}?reason={self.object.reason.code}")


class TipEditView(TipView):
    """The author words it anew."""

    def check_permission(self, request: HttpRequest) -> None:
        """Only the author."""
        super().check_permission(request)
        services.must_be_own(self.object, self.user)

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the words."""
        tip = self.object
        return self.page(TipForm(initial={"reason": tip.reason.code, "text": tip.text}))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Save them."""
        form = TipForm(request.POST)
        if not form.is_valid():
            return self.page(form, 422)
        data = form.cleaned_data
        try:
            services.change(
                self.object, data["reason"], data["text"], actor=self.user, now=self.now,
                version=number_of(request.POST.get("version")), is_sure=data["is_sure"],
            )  # fmt: skip
        except StaleError:
            form.add_error(None, _("Somebody changed this meanwhile. Review before saving."))
            return self.page(form, 409)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.page(form, 422)
        messages.success(request, _("Saved."))
        return self.back()

    def page(self, form: TipForm, status: int = 200) -> HttpResponse:
        """Show the form."""
        if not form.has_error("text"):
            del form.fields["is_sure"]
        context = {"form": form, "title": _("Change the tip"), "version": self.object.version,
                   "back_url": reverse("prospects:tip-list")}  # fmt: skip
        return render(self.request, "prospects/tip_form.html", context, status=status)


class TipWithdrawView(TipView):
    """The author takes it back."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take it back."""
        services.withdraw(self.object, actor=self.user, now=self.now)
        messages.success(request, _("Tip taken back."))
        return self.back()


class TipUsefulView(TipView):
    """*Berguna*, once a person."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Count it, or no longer."""
        services.toggle_useful(self.object, actor=self.user, now=self.now)
        return self.back()


class TipHideView(TipView):
    """A head hides a tip of his branch."""

    permission = P.TIP_HIDE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Hide it with the reason."""
        try:
            services.hide(self.object, request.POST.get("why", ""), actor=self.user, now=self.now)
        except ValidationError as refusal:
            messages.warning(request, refusal.messages[0])
        else:
            messages.success(request, _("Tip hidden. Its author reads why."))
        return self.back()
