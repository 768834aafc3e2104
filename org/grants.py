"""What the two database roles may do, kept in step with the tables after every migration.

The owner of the tables migrates. The role of web and workers reads and writes business rows but
can only add to the audit trail and to the change history. Requests of auditors run under a third
role, which reads everything and writes only the tables that sign-in and read logging need.
"""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate

APP_ROLE = "aoportal_app"
AUDITOR_ROLE = "aoportal_auditor"
APPEND_ONLY = ("org_auditentry", "org_auditseal", "org_readentry")
AUDITOR_INSERTS = ("org_auditentry", "org_readentry")
AUDITOR_WRITES = (
    "django_session",
    "core_cache",
    "axes_",
    "account_",
    "mfa_",
    "core_idempotencykey",
    "prospects_recentsearch",
    "org_signin",
    "org_apitoken",
)
# What an auditor changes about himself: his password and how the portal looks to him.
AUDITOR_OWN_COLUMNS = (
    "password, last_login, must_change_password, version, language, theme, has_shortcuts, "
    "agenda_hour, reminder_lead_minutes, first_step"
)


def _is_append_only(table: str, events: set[str]) -> bool:
    return table in APPEND_ONLY or table in events


def _event_tables() -> set[str]:
    import pghistory.models

    return {
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event)
    }


def statements(tables: list[str], events: set[str]) -> list[str]:
    """Return the GRANT and REVOKE statements for these tables."""
    result = [
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}, {AUDITOR_ROLE}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}, {AUDITOR_ROLE}",
    ]
    for table in tables:
        rights = "SELECT, INSERT" if _is_append_only(table, events) else "ALL"
        result += [
            f'REVOKE ALL ON "{table}" FROM {APP_ROLE}, {AUDITOR_ROLE}',
            f'GRANT {rights} ON "{table}" TO {APP_ROLE}',
            f'REVOKE TRUNCATE, REFERENCES, TRIGGER ON "{table}" FROM {APP_ROLE}',
            f'GRANT SELECT ON "{table}" TO {AUDITOR_ROLE}',
        ]
        if table in AUDITOR_INSERTS:
            result.append(f'GRANT INSERT ON "{table}" TO {AUDITOR_ROLE}')
        elif table.startswith(AUDITOR_WRITES):
            result.append(f'GRANT INSERT, UPDATE, DELETE ON "{table}" TO {AUDITOR_ROLE}')
        elif table == "org_user":
            result.append(f'GRANT UPDATE ({AUDITOR_OWN_COLUMNS}) ON "{table}" TO {AUDITOR_ROLE}')
    return result


def apply_grants(**_kwargs: Any) -> None:
    """Run the statements where the roles exist; a database without them has one role only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_roles WHERE rolname IN (%s, %s)", [APP_ROLE, AUDITOR_ROLE]
        )
        if cursor.fetchone()[0] != 2:
            return
        tables = sorted({info.name for info in connection.introspection.get_table_list(cursor)})
        for statement in statements(tables, _event_tables()):
            cursor.execute(statement)


def connect() -> None:
    """Apply the grants once, after the last app of a migrate run."""
    # Django sends the signal only for apps that have models.
    last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
    post_migrate.connect(apply_grants, sender=last, dispatch_uid="org.grants")
