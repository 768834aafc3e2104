"""Changing the field key under running work."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from core import crypto
from prospects.cleanup import forget_searches
from prospects.models import Prospect, RecentSearch
from prospects.resealing import reseal
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_prospect

NIK = "3273995206900001"


def nik_of(prospect: Prospect) -> str:
    prospect = Prospect.objects.system("test").get(pk=prospect.pk)
    aad = crypto.field_aad("prospects.Prospect", prospect.public_id, "nik")
    return crypto.decrypt(prospect.nik_cipher, aad=aad)


def test_values_move_to_the_newest_key_once(bank: Bank, settings: Any) -> None:
    prospect = make_prospect(bank.ani, nik=NIK)
    make_prospect(bank.ani, "Tanpa NIK")
    settings.FIELD_KEYS = {"new": base64.b64encode(b"n" * 32).decode()} | settings.FIELD_KEYS
    before = Prospect.objects.system("test").get(pk=prospect.pk)
    assert reseal() == 1
    assert reseal() == 0
    after = Prospect.objects.system("test").get(pk=prospect.pk)
    assert after.nik_cipher != before.nik_cipher
    assert after.nik_index == before.nik_index
    assert after.version == before.version
    settings.FIELD_KEYS = {"new": settings.FIELD_KEYS["new"]}
    assert nik_of(prospect) == NIK


def test_a_moved_ciphertext_is_refused(bank: Bank) -> None:
    first = make_prospect(bank.ani, nik=NIK)
    second = make_prospect(bank.ani, "Lain")
    Prospect.objects.system("test").filter(pk=second.pk).update(nik_cipher=first.nik_cipher)
    with pytest.raises(crypto.DecryptionError):
        nik_of(second)


def test_every_encrypted_column_is_listed() -> None:
    fields = [row for path in settings.SEALED_FIELDS for row in import_string(path)()]
    listed = {(rows.model, column) for rows, _label, column, _name in fields}
    from django.apps import apps

    found = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name.endswith("_cipher")
    }
    assert found == listed


def test_searches_are_forgotten_after_a_day(bank: Bank) -> None:
    for age in (1, 25):
        RecentSearch.objects.create(
            user=bank.ani, text="budi", created_at=NOW - timedelta(hours=age)
        )
    assert forget_searches(NOW) == 1
    assert forget_searches(NOW) == 0
    assert RecentSearch.objects.count() == 1
