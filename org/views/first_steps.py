"""The four steps of a first sign-in, one page each; every one can be skipped."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.htmx import redirect
from org import first_steps
from org.access.permissions import Permission
from org.access.views import PortalView
from org.models import User

TEMPLATES = {
    first_steps.PASSWORD: "org/first_steps/password.html",
    first_steps.HOME_SCREEN: "org/first_steps/home_screen.html",
    first_steps.LIST: "org/first_steps/list.html",
    first_steps.AGENDA: "org/first_steps/agenda.html",
}


class AgendaForm(forms.ModelForm):
    """When the mail with the day's agenda comes."""

    agenda_hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour of the agenda mail"), coerce=int, widget=forms.RadioSelect,
        choices=[(hour, f"{hour:02}.00") for hour in range(5, 11)],
    )  # fmt: skip

    class Meta:
        model = User
        fields = ("agenda_hour",)


class FirstStepsView(PortalView):
    """Password, home screen, own list, hour of the agenda."""

    permission = Permission.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the step asked for, or the one where the person stands."""
        step = first_steps.step_of(self.user, request.GET.get("step", ""))
        return self.page(step, AgendaForm(instance=self.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the answer and go to the next step; after the last one the day begins."""
        step = first_steps.step_of(self.user, request.POST.get("step", ""))
        if step == first_steps.AGENDA and "skip" not in request.POST:
            form = AgendaForm(request.POST, instance=User.objects.get(pk=self.user.pk))
            if not form.is_valid():
                return self.page(step, form, 422)
            form.instance.save(update_fields=["agenda_hour"])
        following = first_steps.move_on(self.user, step)
        if "open_list" in request.POST:
            return redirect(request, first_steps.list_url())
        url = f"{reverse('org:first-steps')}?step={following}" if following else reverse("home")
        return redirect(request, url)

    def page(self, step: int, form: AgendaForm, status: int = 200) -> HttpResponse:
        """Render one step."""
        labels = (_("Password"), _("Home screen"), _("Your list"), _("Agenda"))
        context: dict[str, Any] = {
            "step": step,
            "steps": [
                {
                    "number": at,
                    "label": label,
                    "is_done": at < step,
                    "is_on": at == step,
                }
                for at, label in enumerate(labels, 1)
            ],
            "body": TEMPLATES[step],
            "form": form,
            "zone": self.user.branch.time_zone if self.user.branch else "WIB",
        }
        return render(self.request, "org/first_steps/page.html", context, status=status)
