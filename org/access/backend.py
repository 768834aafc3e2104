"""Sign-in by user name or personnel number (NIP); permissions come from our own table."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from org.models import User


class PortalBackend(AuthenticationBackend):
    """allauth's backend, which finds people through `User.objects.get_by_natural_key`."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the signed-in person with branch and region in one query; None if disabled."""
        return (
            User.objects.select_related("branch", "region", "team")
            .filter(pk=user_id, is_active=True)
            .first()
        )

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Leave permissions to `User.may`."""
        return False
