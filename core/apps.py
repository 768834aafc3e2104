"""The ground floor."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    """Public ids, versions, idempotency, health."""

    name = "core"

    def ready(self) -> None:
        """Make a new database in few steps; let each table of changes get its indexes."""
        from core.history import index_events
        from core.migration_operations import join_operations

        pre_migrate.connect(join_operations, sender=self, dispatch_uid="core.migration_operations")
        post_migrate.connect(index_events, dispatch_uid="core.history")
