"""App configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """See the package's docstring in docs/architecture.md."""

    name = "reports"

    def ready(self) -> None:
        """Listen for persons who were erased."""
        from reports.privacy import listen

        listen()
