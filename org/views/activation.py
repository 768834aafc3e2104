"""From a slip of paper to a password, in two plain steps."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from org import people
from org.access.address import client_ip
from org.access.backend import find_person
from org.access.views import PublicView
from org.forms import NewPasswordForm, SlipForm
from org.models import ActivationSlip

HELD = "activation_slip"


class ActivateView(PublicView):
    """Name and code, then a password."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the step the visitor is at; `?again` begins anew."""
        if "again" in request.GET:
            request.session.pop(HELD, None)
        slip = self._held(request)
        if slip is None:
            return render(request, "org/activate.html", {"form": SlipForm()})
        return self._password_page(request, slip, NewPasswordForm(person=slip.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the code, or the password once the code was right."""
        slip = self._held(request)
        if slip is None or "code" in request.POST:
            return self._take_code(request)
        form = NewPasswordForm(request.POST, person=slip.user)
        if not form.is_valid():
            return self._password_page(request, slip, form, 422)
        del request.session[HELD]
        done = people.use_slip(
            slip, form.cleaned_data["password"], now=self.now, ip=client_ip(request)
        )
        if not done:
            return redirect("org:activate")
        answer: HttpResponse = perform_login(request, Login(user=slip.user))
        return answer

    def _take_code(self, request: HttpRequest) -> HttpResponse:
        form = SlipForm(request.POST)
        name = request.POST.get("name", "").strip().lower()
        allowed = ratelimit.consume(request, action="activate", key=f"activate:{name}")
        if allowed and form.is_valid():
            data = form.cleaned_data
            slip = people.find_slip(find_person(data["name"]), data["code"], self.now)
            if slip is not None:
                request.session[HELD] = slip.public_id
                return redirect("org:activate")
            form.add_error(None, _("Name and code do not belong together, or the slip is too old."))
        elif not allowed:
            form.add_error(None, _("Too many tries. Wait an hour or ask for a new slip."))
        return render(request, "org/activate.html", {"form": form}, status=422)

    def _held(self, request: HttpRequest) -> ActivationSlip | None:
        held = request.session.get(HELD, "")
        return ActivationSlip.objects.usable(self.now).filter(public_id=held).first()

    def _password_page(
        self, request: HttpRequest, slip: ActivationSlip, form: NewPasswordForm, status: int = 200
    ) -> HttpResponse:
        context = {
            "form": form,
            "person": slip.user,
            "expires": slip.expires_at.astimezone(slip.user.zone),
            "again_url": reverse("org:activate") + "?again",
        }
        return render(request, "org/activate_password.html", context, status=status)
