"""External effects leave through here."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Runs, deliveries, attempts, pump."""

    name = "core.outbox"
    label = "outbox"
