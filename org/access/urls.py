"""Addresses of signing in: those of allauth that the portal uses. The others do not exist."""

from allauth.account import views
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from org.access.views import PublicView
from org.views.own import set_language


class ClosedView(PublicView):
    """An address allauth refers to and nobody may use: sign-up, own e-mail list, mailed codes."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer like an address that does not exist."""
        raise Http404


closed = ClosedView.as_view()

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("language/", set_language, name="set_language"),
    path("logout/", views.logout, name="account_logout"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("signup/", closed, name="account_signup"),
    path("inactive/", closed, name="account_inactive"),
    path("email/", closed, name="account_email"),
    path("password/set/", closed, name="account_set_password"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    path("login/code/confirm/", closed, name="account_confirm_login_code"),
]
