"""The ground floor."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Public ids, versions, idempotency, health."""

    name = "core"
