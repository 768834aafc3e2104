"""Wiring."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The last app: what must run after all others hangs here."""

    name = "aoportal"

    def ready(self) -> None:
        """Register the refusals to start."""
        from aoportal import checks

        checks.register()
