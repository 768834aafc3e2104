"""The audit trail cannot be changed unseen."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from org import audit
from org.models import AuditEntry, AuditSeal
from tests.factories.bank import Bank
from tests.factories.prospects import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def trail(bank: Bank) -> list[AuditEntry]:
    """Twelve rows in three blocks."""
    rows = [audit.record(f"act{n}", actor=bank.ani, at=NOW, ip="10.0.0.1") for n in range(12)]
    for block in range(3):
        young = AuditEntry.objects.filter(pk__gt=rows[block * 4 + 3].pk)
        young.update(at=LATER)
        audit.seal(LATER)
        young.update(at=NOW)
    assert AuditSeal.objects.count() == 3
    return rows


def verify() -> bool:
    try:
        call_command("verify_audit")
    except SystemExit as ended:
        return ended.code != 1
    return True


def test_an_untouched_trail_holds(trail) -> None:
    assert verify()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE org_auditentry SET action = 'other' WHERE id = %s",
        "UPDATE org_auditentry SET ip = '10.0.0.2' WHERE id = %s",
        "UPDATE org_auditentry SET detail = '{\"a\": 1}' WHERE id = %s",
        "DELETE FROM org_auditentry WHERE id = %s",
    ],
)
@pytest.mark.parametrize("position", [0, 5, 11])
def test_tampering_shows_in_its_block(trail, capsys, statement: str, position: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [trail[position].pk])
    assert not verify()
    seal = AuditSeal.objects.all()[position // 4]
    assert f"rows {seal.first_id} to {seal.last_id}" in capsys.readouterr().err
    assert len(audit.broken_seals()) == 1


def test_a_seal_taken_away_shows(trail) -> None:
    AuditSeal.objects.all()[1].delete()
    assert not verify()


def test_rows_of_the_last_minutes_wait(bank: Bank) -> None:
    AuditEntry.objects.all().update(at=NOW)
    audit.record("old", actor=bank.ani, at=NOW)
    audit.record("young", actor=bank.ani, at=LATER - timedelta(minutes=4))
    assert audit.seal(LATER) == AuditEntry.objects.count() - 1
    assert audit.seal(LATER) == 0
    assert audit.seal(LATER + timedelta(minutes=2)) == 1


def test_the_role_of_the_web_may_seal(bank: Bank) -> None:
    audit.record("old", actor=bank.ani, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE aoportal_app")
    try:
        assert audit.seal(LATER) > 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
    assert verify()
