"""Sign-in by user name or personnel number (NIP); permissions come from our own table."""

from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from core.queries import only_row
from org.models import Branch, Delegation, User


class PortalBackend(AuthenticationBackend):
    """allauth's backend, which asks `find_person` instead of the user name alone."""

    def _authenticate_by_username(self, username: str, password: str) -> Any:
        return self._check_password(find_person(username), password)

    def _check_password(self, user: Any, password: str) -> Any:
        """Refuse a disabled person with the same answer and after the same work as a wrong one."""
        if user is None:
            return None
        self._did_check_password = True
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        """Return the signed-in person as `people_at_the_door` reads him; None if disabled."""
        return only_row(people_at_the_door().filter(pk=user_id, is_active=True))

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Leave permissions to `User.may`."""
        return False


@cache
def _people_at_the_door() -> QuerySet[User]:
    below = Branch.objects.filter(parent_id=OuterRef("branch_id")).order_by().values("pk")
    posts = Delegation.objects.filter(delegate_id=OuterRef("pk"), revoked_at=None)
    return User.objects.select_related("branch").annotate(
        sub_branch_ids=ArraySubquery(below), may_stand_in=Exists(posts)
    )


def people_at_the_door() -> QuerySet[User]:
    """Return people with what every request asks of one: his branch, its sub-branches, and whether
    he may be a stand-in, today or another day.

    One query, put together once, because every page begins with it.
    """
    return _people_at_the_door().all()


def find_person(name: str | None) -> User | None:
    """Return the person who signs in by this user name or personnel number."""
    if not name or "\x00" in name:
        return None
    try:
        return User.objects.get_by_natural_key(name)
    except (User.DoesNotExist, User.MultipleObjectsReturned):
        return None
