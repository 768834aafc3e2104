"""The ground floor."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Public ids, versions, idempotency, health."""

    name = "core"

    def ready(self) -> None:
        """Let each table of changes get its indexes."""
        from core.history import index_events

        post_migrate.connect(index_events, dispatch_uid="core.history")
