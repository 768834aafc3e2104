"""What allauth asks of the portal: closed sign-up, mail by the outbox, sealed second factors."""

import json
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from core import crypto
from org.access.address import client_ip
from org.models import User

SECRET_AAD = crypto.field_aad("mfa.Authenticator", "any", "data")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; a request never sends mail itself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs himself up."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail into the outbox. Its link is made when it is sent, never stored."""
        from org import mails

        mails.ask_for(template_prefix, context["user"])

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address counted by rate limits."""
        return client_ip(request) or "unknown"

    def set_password(self, user: User, password: str) -> None:
        """Write the password and nothing else, which an auditor may do too."""
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to one's own page."""
        return reverse("org:profile")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Let the sheet over a page close and leave the page as it is."""
        response = super().post_login(request, user, **kwargs)
        if not request.headers.get("HX-Request"):
            return response
        news = {"csrf": get_token(request), "owner": user.public_id}
        trigger = json.dumps({"ao:signed-in": news, "sheet:close": True})
        return HttpResponse(status=204, headers={"HX-Trigger": trigger})


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed in the database."""

    def get_totp_label(self, user: User) -> str:
        """Name the person in the authenticator app."""
        return user.username

    def encrypt(self, text: str) -> str:
        """Seal a TOTP secret or the seed of the recovery codes."""
        return crypto.encrypt(text, aad=SECRET_AAD)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        return crypto.decrypt(encrypted_text, aad=SECRET_AAD)
