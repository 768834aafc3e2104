"""One's own pages: profile, sessions, language, the rest of the menu."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.htmx import redirect
from org.access import sign_in_log
from org.access.permissions import Permission
from org.access.views import PortalView
from org.forms import ProfileForm
from org.models import User
from org.views.tokens import profile_context

OWN_FIELDS = tuple(ProfileForm.Meta.fields)
YEAR = 365 * 86400  # seconds


class ProfileView(PortalView):
    """How the portal looks and speaks to me, my password, second factor and sessions."""

    permission = Permission.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page."""
        return self._page(request, ProfileForm(instance=self.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save how the portal looks and speaks."""
        form = ProfileForm(request.POST, instance=User.objects.get(pk=self.user.pk))
        if not form.is_valid():
            return self._page(request, form, 422)
        form.instance.save(update_fields=OWN_FIELDS)
        response = redirect(request, reverse("org:profile"))
        response.set_cookie("ao_theme", form.instance.theme, YEAR, samesite="Lax")
        return response

    def _page(self, request: HttpRequest, form: ProfileForm, status: int = 200) -> HttpResponse:
        context = profile_context(self, request, form=form)
        return render(request, "org/profile.html", context, status=status)


class SessionsEndView(PortalView):
    """End my other sessions, or one of them."""

    permission = Permission.PROFILE

    def post(self, request: HttpRequest) -> HttpResponse:
        """End them and say how many there were."""
        own = request.session.session_key or ""
        ended = sign_in_log.end_sessions(self.user, except_key=own)
        sign_in_log.write("sessions_ended", request, self.user, count=ended)
        messages.warning(request, _("Other sessions ended: %(count)d.") % {"count": ended})
        return redirect(request, reverse("org:profile"))


class MoreView(PortalView):
    """The rest of the menu, for the bar of a phone."""

    permission = Permission.PROFILE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show every place of the menu."""
        return render(request, "org/more.html")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language: in the profile of a signed-in person, else in a cookie."""
    language, target = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = HttpResponseRedirect(target)
    if language in dict(settings.LANGUAGES):
        response.set_cookie("ao_language", language, YEAR, samesite="Lax", httponly=True)
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=language)
    return response


set_language.public = True  # type: ignore[attr-defined]

__all__ = ["MoreView", "ProfileView", "SessionsEndView", "set_language"]
