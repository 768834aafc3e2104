"""Who looks: the busiest and the least busy officer, a head, head office, and the auditor."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count

from bench.server import CSRF
from org.access.roles import Role
from org.models import User
from prospects.models import Prospect


@dataclass(frozen=True)
class Viewer:
    """A person by the name of the table's column."""

    name: str
    user: User


def viewers() -> list[Viewer]:
    """Return the kinds of people that see very different amounts."""
    officers = Prospect.objects.system("who has how many").filter(owner__role=Role.OFFICER)
    owned = officers.values("owner").annotate(n=Count("pk"))
    ids = [row["owner"] for row in owned.order_by("-n")]
    find = User.objects.select_related("branch").get
    largest = find(pk=ids[0])
    head = find(role=Role.BRANCH_HEAD, branch=largest.branch)
    return [
        Viewer("largest", largest), Viewer("smallest", find(pk=ids[-1])), Viewer("head", head),
        Viewer("office", find(role=Role.HEAD_OFFICE)), Viewer("auditor", find(role=Role.AUDITOR)),
    ]  # fmt: skip


def cookies_of(user: User) -> dict[str, str]:
    """Open a session for the person and return its cookies."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key),
            settings.CSRF_COOKIE_NAME: CSRF}  # fmt: skip
