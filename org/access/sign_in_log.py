"""Sign-in, sign-out and changes of proof are written down as they happen."""

import re
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from core import clock
from org import audit, tokens
from org.access.address import client_ip
from org.access.backend import find_person
from org.models import ActivationSlip, SignIn, User

STARTED = "session_started"
SEEN = "session_seen"
DEVICES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def device_of(request: HttpRequest) -> str:
    """Return browser and system in two words a person recognises."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    system = next((name for mark, name in DEVICES if mark in agent), "")
    browser = next((name for mark, name in BROWSERS if re.search(re.escape(mark), agent)), "")
    return " · ".join(part for part in (browser, system) if part)


def write(action: str, request: HttpRequest | None, user: User | None, **detail: Any) -> None:
    """Write an entry about the person `user`, who also acts unless `is_him` is false."""
    is_him = detail.pop("is_him", True)
    audit.record(
        action,
        actor=user if is_him else None,
        at=clock.now(),
        object_type="user",
        object_id=user.public_id if user else "",
        branch=user.branch if user else None,
        ip=client_ip(request) if request else None,
        **detail,
    )


def on_sign_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Start the clock of the session and list it among the person's open ones."""
    now = clock.now()
    request.session[STARTED] = request.session[SEEN] = now.timestamp()
    if not request.session.session_key:
        request.session.save()
    SignIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user, "started_at": now, "seen_at": now,
            "ip": client_ip(request), "device": device_of(request),
        },
    )  # fmt: skip
    write("sign_in", request, user)


def on_sign_out(request: HttpRequest, user: User | None, **_kwargs: Any) -> None:
    """Take the session from the list."""
    SignIn.objects.filter(session_key=request.session.session_key or "").delete()
    if user is not None:
        write("sign_out", request, user)


def on_wrong_password(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any
) -> None:
    """Note a wrong answer. What was typed is not kept: it may be a password."""
    person = find_person(str(credentials.get("username", "")))
    write("sign_in_failed", request, person, is_him=False)


def on_lock(request: HttpRequest, username: str, **_kwargs: Any) -> None:
    """Note that an address has to wait."""
    write("sign_in_locked", request, find_person(username), is_him=False)


def on_password(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Note a new password; slips of paper that would set another one are void."""
    ActivationSlip.objects.filter(user=user, used_at=None, revoked_at=None).update(
        revoked_at=clock.now()
    )
    write("password_changed", request, user)


def on_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Note a password chosen by a mailed link; programs of whoever had the old one stay outside."""
    tokens.revoke_all(user, now=clock.now())
    on_password(request, user, **kwargs)


def on_factor_added(request: HttpRequest, user: User, authenticator: Any, **_kwargs: Any) -> None:
    """Note a new second factor."""
    request.session.pop("second_factor", None)
    write("second_factor_added", request, user, kind=authenticator.type)


def on_factor_removed(request: HttpRequest, user: User, authenticator: Any, **_kwargs: Any) -> None:
    """Note a second factor that is gone."""
    request.session.pop("second_factor", None)
    write("second_factor_removed", request, user, kind=authenticator.type)


def on_factor_used(request: HttpRequest, user: User, authenticator: Any, **_kwargs: Any) -> None:
    """Note which factor was right."""
    write("second_factor_used", request, user, kind=authenticator.type)


def on_wrong_factor(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Note a wrong code."""
    write("second_factor_failed", request, user, is_him=False)


def end_sessions(user: User, *, except_key: str = "") -> int:
    """End the person's sessions but one; return how many."""
    rows = SignIn.objects.filter(user=user).exclude(session_key=except_key)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


def connect() -> None:
    """Listen to Django, axes and allauth."""
    user_logged_in.connect(on_sign_in, dispatch_uid="org.sign_in")
    user_logged_out.connect(on_sign_out, dispatch_uid="org.sign_out")
    user_login_failed.connect(on_wrong_password, dispatch_uid="org.sign_in_failed")
    user_locked_out.connect(on_lock, dispatch_uid="org.locked")
    account_signals.password_changed.connect(on_password, dispatch_uid="org.password")
    account_signals.password_reset.connect(on_reset, dispatch_uid="org.password_reset")
    mfa_signals.authenticator_added.connect(on_factor_added, dispatch_uid="org.factor_added")
    mfa_signals.authenticator_reset.connect(on_factor_added, dispatch_uid="org.factor_reset")
    mfa_signals.authenticator_removed.connect(on_factor_removed, dispatch_uid="org.factor_removed")
    mfa_signals.authenticator_used.connect(on_factor_used, dispatch_uid="org.factor_used")
    mfa_signals.authentication_failed.connect(on_wrong_factor, dispatch_uid="org.factor_failed")
