"""Dated settings in the administration: the past stays, a change is a row from its own day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from core import clock
from org.models import AuditEntry
from products import dated
from products.models import GuaranteeRate, Limit, UpfrontCost
from tests.factories.bank import Bank

SINCE = date(2025, 1, 1)
COSTS = "/administration/costs/"


@pytest.fixture
def hana(bank: Bank) -> Client:
    client = Client()
    client.force_login(bank.hana)
    return client


@pytest.fixture
def today(bank: Bank) -> date:
    return clock.now().astimezone(bank.hana.zone).date()


@pytest.fixture
def provision(bank: Bank) -> UpfrontCost:
    UpfrontCost.objects.all().delete()
    return UpfrontCost.objects.create(
        product=bank.kpr, code="provision", basis="loan", percent=1, valid_from=SINCE
    )


def sent(row: UpfrontCost, **changes: str) -> dict[str, str]:
    """Return what the form of this row sends."""
    return {
        "version": str(row.version), "valid_from": f"{row.valid_from:%d/%m/%Y}", "valid_to": "",
        "percent": "1", "basis": "loan", "share": "100", "fixed": "0", "deduction": "0", **changes,
    }  # fmt: skip


def shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_new_values_of_a_row_in_force_become_a_row_from_their_day(
    hana: Client, provision: UpfrontCost, today: date
) -> None:
    first = today + timedelta(days=10)
    url = f"{COSTS}{provision.public_id}/"
    refused = hana.post(url, sent(provision, percent="0,75"))
    assert refused.status_code == 422
    assert "tetap seperti adanya" in text_of(refused)
    saved = hana.post(url, sent(provision, percent="0,75", valid_from=shown(first)))
    assert saved.status_code == 303
    old, new = UpfrontCost.objects.order_by("valid_from")
    assert (old.pk, old.percent, old.valid_to) == (provision.pk, 1, first - timedelta(days=1))
    assert (new.percent, new.valid_from, new.valid_to) == (Decimal("0.75"), first, None)
    page = text_of(hana.get(COSTS))
    assert "Berlaku" in page
    assert "Akan datang" in page
    history = hana.get(f"{COSTS}?id={provision.public_id}&tab=history")
    assert history.status_code == 200
    added = AuditEntry.objects.get(object_type="cost", action="added")
    assert added.object_id == new.public_id
    late = hana.post(url, sent(provision, percent="2", valid_from=shown(first + timedelta(days=9))))
    assert late.status_code == 409  # it was saved from an old version


def test_what_is_to_come_is_moved_and_taken_back(
    hana: Client, provision: UpfrontCost, today: date
) -> None:
    day = timedelta(days=1)
    hana.post(f"{COSTS}add/", sent(provision, product=str(provision.product_id), code="provision",
                                   percent="2", valid_from=shown(today + 5 * day)))  # fmt: skip
    new = UpfrontCost.objects.get(percent=2)
    moved = sent(new, percent="3", valid_from=shown(today + 8 * day))
    assert hana.post(f"{COSTS}{new.public_id}/", moved).status_code == 303
    new.refresh_from_db()
    provision.refresh_from_db()
    assert (new.percent, provision.valid_to) == (3, today + 7 * day)
    gone = hana.post(f"{COSTS}{new.public_id}/remove/", {"version": str(new.version)})
    assert gone.status_code == 303
    assert UpfrontCost.objects.get().valid_to is None
    begun = f"{COSTS}{provision.public_id}/remove/"
    assert hana.post(begun, {"version": "9"}).status_code == 404


def test_the_past_takes_no_change_and_no_new_row(
    hana: Client, provision: UpfrontCost, today: date
) -> None:
    yesterday = today - timedelta(days=1)
    new = sent(provision, product=str(provision.product_id), code="provision", percent="2")
    early = hana.post(f"{COSTS}add/", {**new, "valid_from": shown(yesterday)})
    assert early.status_code == 422
    assert "Paling awal" in text_of(early)
    UpfrontCost.objects.filter(pk=provision.pk).update(valid_to=yesterday)
    over = hana.post(f"{COSTS}{provision.public_id}/", sent(provision, percent="5"))
    assert over.status_code == 422
    assert UpfrontCost.objects.get().percent == 1


def test_an_end_is_set_and_a_window_fits_between_its_neighbours(
    bank: Bank, provision: UpfrontCost, today: date
) -> None:
    day = timedelta(days=1)
    GuaranteeRate.objects.all().delete()
    far = dated.announce(GuaranteeRate(rate=4, valid_from=today + 90 * day), today=today)
    near = dated.announce(GuaranteeRate(rate=3, valid_from=today), today=today)
    assert (near.valid_to, far.valid_to) == (today + 89 * day, None)
    ended = dated.change(
        provision, provision.version, {"valid_from": SINCE, "valid_to": today}, today=today
    )
    assert ended.valid_to == today
    for_all = dated.announce(Limit(code="dsr", percent=40, valid_from=today), today=today)
    own = dated.announce(Limit(product=bank.kpr, code="dsr", percent=30, valid_from=today),
                         today=today)  # fmt: skip
    for_all.refresh_from_db()
    assert for_all.valid_to is None  # another case
    assert Limit.in_force(bank.kpr, today)["dsr"] == own


@pytest.mark.parametrize("page", ["terms", "costs", "limits", "guarantee"])
def test_every_list_opens_with_form_filter_and_search(hana: Client, bank: Bank, page: str) -> None:
    base = f"/administration/{page}/"
    assert hana.get(base).status_code == 200
    assert hana.get(f"{base}?id=new").status_code == 200
    assert hana.get(f"{base}?state=in_force").status_code == 200
    stranger = Client()
    stranger.force_login(bank.admin)
    assert stranger.get(base).status_code == 403
