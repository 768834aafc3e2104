"""Alive, ready, degraded, unavailable: what a load balancer is told."""

import shutil
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from core import health
from core.outbox.models import PumpBeat


@pytest.fixture(autouse=True)
def _forget_migrations(monkeypatch):
    monkeypatch.setattr(health._Applied, "known", False)


class BrokenConnection:
    def cursor(self):
        raise DatabaseError("secret host name")

    def close(self):
        raise DatabaseError("already gone")


@pytest.mark.django_db
def test_ready_when_all_is_well(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_silent_broker_only_degrades(client, settings):
    wrong_password = settings.REDIS_URL.replace("@", "x@")
    for address in ("redis://127.0.0.1:1/0", wrong_password):
        settings.REDIS_URL = address
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (200, {"status": "degraded"}), address


@pytest.mark.django_db
def test_not_ready_without_the_database_but_alive(client, monkeypatch):
    monkeypatch.setattr(health, "connection", BrokenConnection())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
    assert "secret" not in answer.text
    assert client.get("/livez").status_code == 200


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_not_ready_when_the_disk_is_nearly_full(client, monkeypatch):
    usage = shutil._ntuple_diskusage(total=64 * 1024**2, used=60 * 1024**2, free=4 * 1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    assert client.get("/readyz").status_code == 503


def test_alive_needs_no_known_host_and_no_database(client):
    answer = client.get("/livez", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "status"), [(30, 200), (600, 503)])
def test_a_pump_that_fell_silent_is_a_fault(client, seconds, status):
    moment = timezone.now() - timedelta(seconds=seconds)
    PumpBeat.objects.create(name="one", started_at=moment, last_tick_at=moment)
    assert client.get("/readyz").status_code == status
