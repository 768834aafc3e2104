"""Follow-ups: what was promised to whom by when, reminders, calendar."""

from importlib import import_module

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """Listens to news of prospects."""

    name = "followups"

    def ready(self) -> None:
        """Connect the signals."""
        import_module("followups.signals")
        import_module("followups.timeline_kinds").register_all()
