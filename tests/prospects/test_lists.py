"""Sources and reasons as rows: what a bank words, switches and adds, and what must stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core.versioning import StaleError
from org.models import AuditEntry, User
from prospects import lists, sources
from prospects.models import ContactBasis, LossReason, Prospect, ProspectSource, Source
from tests.factories.bank import Bank
from tests.factories.prospects import make_opportunity, make_prospect

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def stamp(bank: Bank) -> dict:
    """Return who acts and when."""
    return {"actor": bank.admin, "now": NOW, "ip": None}


def row(code: str) -> ProspectSource:
    return ProspectSource.objects.get(code=code)


def test_every_starting_source_is_a_row_with_the_basis_of_before(bank: Bank) -> None:
    assert [r.code for r in ProspectSource.objects.all()] == [str(code) for code in Source]
    bases = {
        "walk_in": "own_request", "website": "own_request", "event": "consent",
        "campaign": "consent", "existing_customer": "customer", "social_media": "public",
    }  # fmt: skip
    for code in Source:
        assert sources.basis_of(code) == bases.get(code, "referred")
    assert sources.basis_of("") == ""
    assert sources.basis_of("whatever") == ContactBasis.REFERRED


def test_a_row_of_the_banks_own_is_offered_and_decides_the_basis(
    bank: Bank, stamp: dict, sign_in: SignIn, django_capture_on_commit_callbacks: Callable
) -> None:
    new = ProspectSource(label_id="Notaris rekanan", label_en="Partner notary", basis="consent")
    with django_capture_on_commit_callbacks(execute=True):
        lists.add_row(new, **stamp)
    assert new.code == "notaris_rekanan"
    ani = make_prospect(bank.ani)
    client = sign_in(bank.ani)
    page = client.get(f"/prospects/{ani.public_id}/edit/").content.decode()
    assert "Notaris rekanan" in page
    form = {
        "name": ani.name, "phone": ani.phone, "kind": "person", "status": "active",
        "version": ani.version, "source": "notaris_rekanan",
    }  # fmt: skip
    assert client.post(f"/prospects/{ani.public_id}/edit/", form).status_code == 303
    saved = Prospect.objects.system("test").get(pk=ani.pk)
    assert (saved.source, saved.contact_basis) == ("notaris_rekanan", "consent")
    assert "Notaris rekanan" in client.get(f"/prospects/{ani.public_id}/").content.decode()
    with translation.override("en"):
        assert saved.source_label == "Partner notary"
    assert AuditEntry.objects.get(action="added", object_type="source").object_id == new.public_id


def test_a_source_switched_off_is_offered_no_more_but_kept_where_it_stands(
    bank: Bank, stamp: dict, sign_in: SignIn
) -> None:
    old, other = (make_prospect(bank.ani, source=code) for code in ("event", "dealer"))
    lists.change_row(row("event"), 1, {"is_active": False, "label_id": "Bazar"}, **stamp)
    sources.forget()
    client = sign_in(bank.ani)
    assert "Bazar" in client.get(f"/prospects/{old.public_id}/edit/").content.decode()
    assert "Bazar" not in client.get(f"/prospects/{other.public_id}/edit/").content.decode()
    assert "Bazar" not in client.get("/prospects/new/").content.decode()
    assert "Bazar" not in client.get("/prospects/filter/").content.decode()
    assert "Bazar" in client.get("/prospects/filter/?source=event").content.decode()
    assert "Bazar" in client.get(f"/prospects/{old.public_id}/").content.decode()
    form = {"name": other.name, "phone": other.phone, "kind": "person", "status": "active",
            "version": other.version, "source": "event"}  # fmt: skip
    assert client.post(f"/prospects/{other.public_id}/edit/", form).status_code == 422
    form |= {"name": "Baru", "version": old.version}
    assert client.post(f"/prospects/{old.public_id}/edit/", form).status_code == 303


def test_a_builtin_source_keeps_its_kind_and_a_stale_change_is_refused(
    bank: Bank, stamp: dict
) -> None:
    with pytest.raises(ValidationError, match=r"built-in|bawaan"):
        lists.change_row(row("event"), 1, {"basis": "public"}, **stamp)
    lists.change_row(row("event"), 1, {"position": 5}, **stamp)
    with pytest.raises(StaleError):
        lists.change_row(row("event"), 1, {"position": 6}, **stamp)
    twin = ProspectSource(label_id="Dealer", label_en="Car dealer", basis="referred")
    with pytest.raises(ValidationError):
        lists.add_row(twin, **stamp)
    assert not AuditEntry.objects.filter(object_type="source", action="added").exists()


def test_all_labels_cost_one_read_for_a_while(bank: Bank) -> None:
    sources.forget()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for code in Source:
            sources.labels()[code], sources.basis_of(code)
    assert len(asked) == 1


def test_a_reason_that_was_used_stays_and_another_goes(bank: Bank, stamp: dict) -> None:
    used, unused = (LossReason.objects.get(code=code) for code in ("family", "no_need"))
    lost = make_opportunity(bank.ani, bank.kpr)
    type(lost).objects.system("test").filter(pk=lost.pk).update(
        status="lost", loss_reason=used, state_at=NOW
    )
    with pytest.raises(lists.UsedError):
        lists.delete_reason(used, **stamp)
    type(lost).objects.system("test").filter(pk=lost.pk).update(
        status="open", loss_reason=None, state_at=NOW + timedelta(days=1)
    )
    with pytest.raises(lists.UsedError):  # it is part of the past
        lists.delete_reason(used, **stamp)
    lists.delete_reason(unused, **stamp)
    assert set(LossReason.objects.filter(code__in=["family", "no_need"])) == {used}
    own = LossReason(kind="customer", label_id="Pindah kota", label_en="Moved away")
    lists.add_row(own, **stamp)
    assert own.code == "pindah_kota"
