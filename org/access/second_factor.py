"""The second factor: each code once, and a wait that doubles after five wrong ones."""

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from core import clock
from org.models import AuditEntry, User

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
# A code is accepted one step early and late, so its replay guard covers three steps.
CODE_LIVES = 3 * 30


def is_missing(request: HttpRequest) -> bool:
    """Tell whether the role of the signed-in person demands a second factor he has not set up."""
    user = request.user
    if not isinstance(user, User) or user.is_demo or user.role not in settings.TOTP_ROLES:
        return False
    if request.session.get("second_factor"):
        return False
    if not is_mfa_enabled(user, [Authenticator.Type.TOTP]):
        return True
    request.session["second_factor"] = True
    return False


def wait_until(user: User, now: datetime) -> datetime | None:
    """Return until when codes of this person are refused unread; None when he may try."""
    entries = AuditEntry.objects.filter(object_type="user", object_id=user.public_id)
    last_right = entries.filter(action="second_factor_used").order_by("-at", "-id").first()
    wrong = entries.filter(action="second_factor_failed", at__gt=now - timedelta(days=1))
    if last_right:
        wrong = wrong.filter(pk__gt=last_right.pk)
    count = wrong.count()
    if count < FREE_TRIES:
        return None
    wait: timedelta = min(FIRST_WAIT * 2 ** min(count - FREE_TRIES, 10), LONGEST_WAIT)
    last_wrong: datetime = wrong.order_by("-at").values_list("at", flat=True)[0]
    return last_wrong + wait if last_wrong + wait > now else None


class _OneUse(forms.Form):
    """Refuses a code that was used within its life, and tries that come too fast."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        """Return the code if it is right, new and not too soon."""
        if wait_until(self.user, clock.now()):
            raise get_adapter().validation_error("incorrect_code")
        code = str(super().clean_code())  # type: ignore[misc]
        key = f"second-factor:{self.user.pk}:{self.authenticator.pk}:{code.strip()}"
        if not cache.add(key, "used", CODE_LIVES):
            raise get_adapter().validation_error("incorrect_code")
        return code


class PortalAuthenticateForm(_OneUse, AuthenticateForm):
    """The second step of signing in."""


class PortalReauthenticateForm(_OneUse, ReauthenticateForm):
    """Fresh proof by the second factor."""
