"""App configuration."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """See the package's docstring in docs/architecture.md."""

    name = "followups"
