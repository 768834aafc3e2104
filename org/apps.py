"""Who works where, and what each may see."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """People, branches, permissions, audit."""

    name = "org"

    def ready(self) -> None:
        """Connect what keeps the database roles in step with the tables."""
        from org import grants

        grants.connect()
