"""Making and ending one's own tokens of the API."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.htmx import redirect
from org import tokens
from org.access import proof
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.views import PortalView
from org.forms import ProfileForm, TokenForm
from org.models import ApiToken
from org.rows import session_rows, token_rows


def profile_context(view: PortalView, request: HttpRequest, **forms: Any) -> dict[str, Any]:
    """Return what the profile page shows; `forms` stand in for fresh ones."""
    fresh = {"form": ProfileForm(instance=view.user), "token_form": TokenForm(user=view.user)}
    return {
        "person": view.user,
        "sessions": session_rows(view.user, request.session.session_key or ""),
        "tokens": token_rows(view.user, view.now),
        **(fresh | forms),
    }


class TokenMakeView(PortalView):
    """A new token, shown once."""

    permission = Permission.PROFILE
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for proof, then make it. The page is never kept, so the token is not either."""
        if not proof.is_fresh(request):
            return proof.ask(request)
        form = TokenForm(request.POST, user=self.user)
        if not form.is_valid():
            context = profile_context(self, request, token_form=form)
            return render(request, "org/profile.html", context, status=422)
        row, plain = tokens.make(
            self.user, **form.cleaned_data, now=self.now, ip=client_ip(request)
        )
        context = {"token": row, "plain": plain, "until": row.expires_at}
        return render(request, "org/token_made.html", context)


class TokenRevokeView(PortalView):
    """End one of my tokens; a second press changes nothing."""

    permission = Permission.PROFILE
    http_method_names = ["post"]

    def find(self, **kwargs: Any) -> None:
        """Find it among the person's own."""
        found = ApiToken.objects.of(self.user).filter(public_id=kwargs["public_id"]).first()
        if found is None:
            raise Http404
        self.token = found

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """End it."""
        tokens.revoke(self.token, actor=self.user, now=self.now, ip=client_ip(request))
        messages.success(request, _("Token %(name)s has ended.") % {"name": self.token.name})
        return redirect(request, reverse("org:profile"))
