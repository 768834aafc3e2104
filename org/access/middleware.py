"""What holds for every request of a signed-in person: language, end of session, auditor's role,
and the steps that come before all others: a second factor, a password of one's own."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from core import clock
from core.api.problems import is_asked_by_program
from org import tokens
from org.access import second_factor
from org.access.roles import Role
from org.access.sign_in_log import SEEN, STARTED
from org.grants import AUDITOR_ROLE
from org.models import SignIn

SEEN_EVERY = 15  # seconds between two notes that the session is in use
LISTED_EVERY = 300  # seconds between two notes in the person's list of sessions
# What stays open to a person who still has to set up a second factor or choose a password.
FIRST_STEPS = ("/2fa/", "/password/", "/reauthenticate/", "/logout/")


def _is_over(request: HttpRequest, now: datetime) -> bool:
    """Tell whether the session was idle too long or has reached its absolute end."""
    started = request.session.get(STARTED)
    seen = request.session.get(SEEN, started)
    if started is None or seen is None:
        return False
    moment = now.timestamp()
    return bool(
        moment - seen > settings.SESSION_IDLE_SECONDS
        or moment - started > settings.SESSION_ABSOLUTE_SECONDS
    )


def _note_use(request: HttpRequest, now: datetime) -> None:
    """Write down that the session is in use; background polls do not count."""
    moment = now.timestamp()
    request.session.setdefault(STARTED, moment)
    is_poll = request.headers.get("X-Background") == "1"
    seen = request.session.get(SEEN, 0)
    if is_poll or moment - seen <= SEEN_EVERY:
        return
    request.session[SEEN] = moment
    if moment // LISTED_EVERY != seen // LISTED_EVERY:
        SignIn.objects.filter(session_key=request.session.session_key or "").update(seen_at=now)


def _first_step(request: HttpRequest) -> str:
    """Return the name of the page this person must pass before any other; empty when none."""
    if request.path.startswith((*FIRST_STEPS, settings.STATIC_URL)):
        return ""
    if second_factor.is_missing(request):
        return "mfa_activate_totp"
    must_change = getattr(request.user, "must_change_password", False)
    return "account_change_password" if must_change else ""


def _send_to(request: HttpRequest, name: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(name)})
    return HttpResponseRedirect(reverse(name))


class AccessMiddleware:
    """Ends stale sessions and sets language and time zone from the profile."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request as this person."""
        if is_asked_by_program(request):
            return self._as_program(request)
        if not request.user.is_authenticated:
            with translation.override(self._language_of_visitor(request)):
                return self._finish(request)
        now = clock.now()
        if _is_over(request, now):
            logout(request)
            with translation.override("id"):
                return self._finish(request)
        _note_use(request, now)
        with translation.override(request.user.language), timezone.override(request.user.zone):
            return self._as_person(request)

    def _language_of_visitor(self, request: HttpRequest) -> str:
        language = request.COOKIES.get("ao_language", settings.LANGUAGE_CODE)
        return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def _as_person(self, request: HttpRequest) -> HttpResponse:
        """Answer whoever is signed in, after the steps that come before all others."""
        step = _first_step(request)
        return _send_to(request, step) if step else self._in_role(request)

    def _as_program(self, request: HttpRequest) -> HttpResponse:
        """Answer whoever shows a token. Cookies count for nothing here: neither to come in nor to
        act, so a foreign page cannot make a browser call the API."""
        now = clock.now()
        admission = tokens.admit(request.headers.get("Authorization", ""), now)
        request.now, request.admission = now, admission  # type: ignore[attr-defined]
        request.user = admission.user if admission else AnonymousUser()
        if admission is None:
            with translation.override(translation.get_language_from_request(request)):
                return self._finish(request)
        person = admission.user
        with translation.override(person.language), timezone.override(person.zone):
            return self._in_role(request)

    def _in_role(self, request: HttpRequest) -> HttpResponse:
        """Let an auditor's request run under a database role that cannot change business rows."""
        if getattr(request.user, "role", "") != Role.AUDITOR or not settings.AUDITOR_ROLE_IN_USE:
            return self._finish(request)
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {AUDITOR_ROLE}")
        try:
            return self._finish(request)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")

    def _finish(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "id")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
