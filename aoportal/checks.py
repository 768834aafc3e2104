"""Refusals to start, each with what mends it."""

import base64
import sys
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.urls import URLPattern, URLResolver, get_resolver

from org.access.roles import Role
from org.access.scoping import ScopedManager

# Modules whose views are public by their nature: sign-in, health, static error pages.
PUBLIC_MODULES = ("allauth.", "core.health")
# Values that stand in public files, such as our Dockerfile: they protect nothing.
PUBLISHED = ("only-while-the-image-is-built", "django-insecure")
# What every process asks before it begins; the rest looks at code and is for developers.
START = "start"
FEWEST = 10  # different characters or bytes that a random key has at the very least


def walk_urls(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield (name with namespace, pattern) of every address of the portal."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from walk_urls(entry, space)
        else:
            yield f"{prefix}{entry.name}", entry


def check_views(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse a view that names no permission and is not public on purpose."""
    from org.access.api import Endpoint  # heavy, and most processes never look

    problems: list[checks.CheckMessage] = []
    for name, pattern in walk_urls():
        view = getattr(pattern.callback, "view_class", pattern.callback)
        if view.__module__.startswith(PUBLIC_MODULES):
            continue
        if isinstance(view, Endpoint):
            problems += _check_operations(name, view)
            continue
        if not getattr(view, "public", False) and getattr(view, "permission", None) is None:
            problems.append(
                checks.Error(
                    f"The view of {name} names no permission.",
                    hint="Set `permission` or, for everybody, `public = True`.",
                    id="aoportal.E001",
                )
            )
    return problems


def _check_operations(name: str, endpoint: Any) -> list[checks.CheckMessage]:
    """Refuse an operation of the API that names no permission."""
    from org.access.api import rule_of

    return [
        checks.Error(
            f"{method} of {name} names no permission.",
            hint="Add it by ApiRouter.operation with `permission`.",
            id="aoportal.E007",
        )
        for method, operation in endpoint.operations.items()
        if (rule := rule_of(operation)) is None or not rule.permissions
    ]


def check_scoped_models(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse a model with owner and branch whose `objects` is open to everybody."""
    problems: list[checks.CheckMessage] = []
    for model in apps.get_models():
        if model.__module__.startswith(("pghistory", "org.")) or "Event" in model.__name__:
            continue
        names = {field.name for field in model._meta.get_fields()}
        if {"owner", "branch"} <= names and not isinstance(
            getattr(model, "objects", None), ScopedManager
        ):
            problems.append(
                checks.Error(
                    f"{model.__name__} belongs to officers but is not scoped.",
                    hint="Derive it from ScopedModel with `objects = ScopedManager(...)`.",
                    id="aoportal.E002",
                )
            )
    return problems


def check_production(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse debugging, weak keys and an open or empty list of hosts in production."""
    if not settings.PRODUCTION:
        return []
    hosts, keys = settings.ALLOWED_HOSTS, [*settings.FIELD_KEYS.values(), settings.INDEX_KEY]
    is_weak = any(len(set(base64.b64decode(key))) < FEWEST for key in keys)
    found = (
        (settings.DEBUG, "DEBUG is on.", "Set DEBUG=off.", "E003"),
        (
            not _is_random(settings.SECRET_KEY),
            "SECRET_KEY is too short or not random.",
            "Set SECRET_KEY to 40 or more random characters.",
            "E004",
        ),
        (
            is_weak or settings.INDEX_KEY in keys[:-1],
            "FIELD_KEYS or INDEX_KEY is not random, or both hold the same key.",
            "Make each of them as .env.example says.",
            "E008",
        ),
        (
            not hosts or "*" in hosts,
            "ALLOWED_HOSTS names no host, or every host.",
            "Set ALLOWED_HOSTS to the names people open.",
            "E009",
        ),
    )
    return [
        checks.Error(text, hint=hint, id=f"aoportal.{number}")
        for is_wrong, text, hint, number in found
        if is_wrong
    ]


def _is_random(secret: str) -> bool:
    return len(secret) >= 40 and len(set(secret)) >= FEWEST and not secret.startswith(PUBLISHED)


def check_totp_roles(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse a role nobody has in TOTP_ROLES: its people would stay without a second factor."""
    unknown = sorted(set(settings.TOTP_ROLES) - set(Role.values))
    if not unknown:
        return []
    return [
        checks.Error(
            f"TOTP_ROLES names unknown roles: {', '.join(unknown)}.",
            hint=f"Choose from {', '.join(Role.values)}.",
            id="aoportal.E006",
        )
    ]


def check_no_demo_people(databases: Any = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse demo people in production: their password is in the README."""
    if not settings.PRODUCTION or not databases or not _has_demo_people():
        return []
    return [
        checks.Error(
            "Demo people are in this database.",
            hint="Use an empty database for production.",
            id="aoportal.E005",
        )
    ]


def _has_demo_people() -> bool:
    from org.models import User

    try:
        if User._meta.db_table not in connection.introspection.table_names():
            return False
        return User.objects.filter(is_demo=True, is_active=True).exists()
    except DatabaseError:  # away for now; /readyz says so, and no request can be answered
        return False


def refuse_unsafe_start() -> None:
    """End this process with one sentence where production is not safe to serve.

    Commands, the pump among them, run checks by themselves. Web server, worker and beat run none,
    so they ask here, and look for demo people in the database too.
    """
    if not settings.PRODUCTION:
        return
    problems = [*check_production(), *check_totp_roles(), *check_no_demo_people(["default"])]
    if problems:
        sys.exit("AO Portal does not start. " + " ".join(f"{p.msg} {p.hint}" for p in problems))


def register() -> None:
    """Hand the checks to Django."""
    checks.register(check_views, "aoportal")
    checks.register(check_scoped_models, "aoportal")
    checks.register(check_production, "aoportal", START)
    checks.register(check_totp_roles, "aoportal", START)
    checks.register(check_no_demo_people, checks.Tags.database)
