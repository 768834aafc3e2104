"""Who works where, and what each may see."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """People, branches, permissions, audit."""

    name = "org"

    def ready(self) -> None:
        """Keep database roles in step with the tables; write down sign-ins."""
        from org import grants
        from org.access import sign_in_log

        grants.connect()
        sign_in_log.connect()
