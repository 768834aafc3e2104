"""*Rekanan*: naming them in opportunities, one unit for one loan, and what each brings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from org.models import User
from prospects import pipeline
from prospects.models import LossReason, Opportunity, Partner, PartnerContact, Project, Unit
from prospects.models.partner import unit_key
from prospects.partners.figures import Brought, brought_by
from prospects.partners.naming import Named, UnitTaken, name_partner
from tests.factories.bank import Bank, make_bank
from tests.factories.followups import TODAY
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def make_partner(name: str = "PT Griya Asri", **fields: Any) -> Partner:
    row = Partner(kind=fields.pop("kind", "developer"), name=name, **fields)
    row.full_clean()
    row.save()
    return row


def make_project(partner: Partner, name: str = "Griya Asri Dago") -> Project:
    return Project.objects.create(partner=partner, name=name)


def name(row: Opportunity, actor: User, *, is_sure: bool = False, **named: Any) -> Opportunity:
    row.refresh_from_db()
    return name_partner(
        row, Named(**named), version=row.version, actor=actor, now=NOW, is_sure=is_sure
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Blok C2 no. 8", "c2/8"),
        ("C2-08", "C2 8"),
        ("Blk A nomor 12", "a12"),
        ("T3/1001", "t3 1001"),
    ],
)
def test_spellings_of_one_unit_are_one(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)


@pytest.mark.parametrize(("one", "other"), [("C2/8", "C28"), ("A1", "A2"), ("A1", "B1")])
def test_different_units_stay_different(one: str, other: str) -> None:
    assert unit_key(one) != unit_key(other)


def test_a_project_brings_its_developer_and_a_new_unit_is_added_once(bank: Bank) -> None:
    project = make_project(make_partner())
    first = make_opportunity(bank.ani, bank.kpr)
    name(first, bank.ani, project=project, unit="Blok C2 no. 8")
    name(first, bank.ani, project=project, unit="c2/8")
    first.refresh_from_db()
    assert (first.partner, first.project) == (project.partner, project)
    assert [unit.label for unit in Unit.objects.all()] == ["Blok C2 no. 8"]


def test_a_unit_financed_twice_is_said_once_and_may_go_on(bank: Bank) -> None:
    project = make_project(make_partner())
    name(
        make_opportunity(bank.citra, bank.kpr, "Milik Citra"),
        bank.citra,
        project=project,
        unit="C2/8",
    )
    mine = make_opportunity(bank.ani, bank.kpr)
    with pytest.raises(UnitTaken) as taken:
        name(mine, bank.ani, project=project, unit="c2 8")
    assert "Citra Wulandari" in taken.value.words
    assert "KC Bekasi" in taken.value.words
    assert "Milik Citra" not in taken.value.words
    mine.refresh_from_db()
    assert mine.unit is None
    name(mine, bank.ani, project=project, unit="c2 8", is_sure=True)
    assert Opportunity.objects.system("a test").filter(unit__key="c-2-8").count() == 2


def test_a_lost_application_frees_its_unit(bank: Bank) -> None:
    project = make_project(make_partner())
    row = make_opportunity(bank.citra, bank.kpr)
    name(row, bank.citra, project=project, unit="C2/8")
    row.refresh_from_db()
    pipeline.end_opportunity(
        row, kind="customer", reason=LossReason.objects.get(code="no_need"), version=row.version,
        actor=bank.citra, now=NOW,
    )  # fmt: skip
    name(make_opportunity(bank.ani, bank.kpr), bank.ani, project=project, unit="C2/8")


def test_what_does_not_fit_together_is_refused(bank: Bank) -> None:
    project, other = make_project(make_partner()), make_partner("PT Lain")
    row = make_opportunity(bank.ani, bank.kpr)
    with pytest.raises(ValidationError, match="PT Griya Asri"):
        name(row, bank.ani, partner=other, project=project)
    with pytest.raises(ValidationError, match=r"proyek|project"):
        name(row, bank.ani, unit="C2/8")
    with pytest.raises(ValidationError, match="C2/8"):
        name(row, bank.ani, project=project, unit="Blok no.")
    with pytest.raises(PermissionDenied):
        name(row, bank.rudi, project=project)


@pytest.mark.django_db(transaction=True)
def test_two_who_name_one_unit_at_once_see_each_other() -> None:
    bank = make_bank()
    project = make_project(make_partner())
    rows = [make_opportunity(bank.ani, bank.kpr), make_opportunity(bank.budi, bank.kpr, "Lain")]
    start, outcomes = threading.Barrier(2), []

    def work(row: Opportunity) -> None:
        start.wait()
        try:
            name(row, row.owner, project=project, unit="C2/8")
            outcomes.append("named")
        except UnitTaken:
            outcomes.append("taken")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["named", "taken"]


def test_the_form_warns_and_goes_on_when_told(bank: Bank, sign_in: SignIn) -> None:
    project = make_project(make_partner())
    name(make_opportunity(bank.citra, bank.kpr), bank.citra, project=project, unit="C2/8")
    row = make_opportunity(bank.ani, bank.kpr)
    client, address = sign_in(bank.ani), f"/pipeline/{row.public_id}/partner/"
    data = {"project": project.public_id, "unit": "C2/8", "version": str(row.version)}
    refused = client.post(address, data | {"idempotency_key": "k1"})
    assert refused.status_code == 422
    assert "Citra Wulandari" in refused.content.decode()
    assert 'type="checkbox" name="sure"' in refused.content.decode()
    saved = client.post(address, data | {"idempotency_key": "k2", "sure": "on"})
    assert saved.status_code == 303
    panel = client.get(f"/pipeline/{row.public_id}/panels/partner/").content.decode()
    assert "PT Griya Asri" in panel
    assert "C2/8" in panel


def test_a_stale_form_answers_with_both_values(bank: Bank, sign_in: SignIn) -> None:
    project = make_project(make_partner())
    row = make_opportunity(bank.ani, bank.kpr)
    name(row, bank.tono, project=project, unit="A1")
    answer = sign_in(bank.ani).post(
        f"/pipeline/{row.public_id}/partner/",
        {"project": project.public_id, "unit": "B7", "version": "1", "idempotency_key": "k"},
    )
    assert answer.status_code == 409
    assert "B7" in answer.content.decode()
    assert "A1" in answer.content.decode()


def test_figures_count_what_the_reader_sees(bank: Bank) -> None:
    partner = make_partner()
    won, running = (make_opportunity(bank.ani, bank.deposit, amount=500_000_000) for _ in "ab")
    elsewhere = make_opportunity(bank.citra, bank.kpr)
    for row in (won, running, elsewhere):
        name(row, row.owner, partner=partner)
    won.refresh_from_db()
    pipeline.move_stage(won, stage="opening", version=won.version, actor=bank.ani, now=NOW)
    won.refresh_from_db()
    later = NOW + timedelta(days=2)
    money = pipeline.NewDisbursement(Decimal(300_000_000), later.date(), "1234567890")
    pipeline.enter_disbursement(won, money, actor=bank.dewi, now=later)
    for person in (bank.ani, bank.dewi, bank.citra, bank.hana):
        person.access_day = TODAY
    own = brought_by([partner], user=bank.ani, first=date(2026, 1, 1))[partner.pk]
    assert own == Brought(leads=2, running=1, noa=1, disbursed=Decimal(300_000_000), days=2)
    assert brought_by([partner], user=bank.citra)[partner.pk] == Brought(leads=1, running=1)
    assert brought_by([partner], user=bank.hana)[partner.pk].leads == 3
    assert brought_by([partner], user=bank.hana, first=date(2027, 1, 1))[partner.pk].leads == 0


def test_the_list_takes_as_many_queries_for_many_partners(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.dewi)
    make_partner("PT Satu", agreement_until=TODAY + timedelta(days=30))
    counts = []
    for _ in range(2):
        client.get("/partners/")
        with CaptureQueriesContext(connection) as caught:
            answer = client.get("/partners/")
        counts.append(len(caught))
        for number in range(30):
            make_partner(f"PT Nomor {len(counts)} {number}")
    assert counts[0] == counts[1] <= 8
    assert "PT Satu" in answer.content.decode()


def test_partners_are_kept_by_those_who_sell_and_read_by_others(
    bank: Bank, sign_in: SignIn
) -> None:
    data = {"kind": "dealer", "name": "CV Motor Jaya", "is_active": "on", "version": "0"}
    assert sign_in(bank.ani).post("/partners/add/", data).status_code == 303
    row = Partner.objects.get()
    again = sign_in(bank.ani).post("/partners/add/", data | {"name": "cv. motor  jaya"})
    assert again.status_code == 422
    for reader in (bank.rudi, bank.gita, bank.eko):
        page = sign_in(reader).get(f"/partners/?id={row.public_id}")
        assert page.status_code == 200
        assert sign_in(reader).post(f"/partners/{row.public_id}/", data).status_code == 403
    assert sign_in(bank.admin).get("/partners/").status_code == 403
    assert Partner.objects.get().version == 1


def test_agreements_that_end_are_found_by_their_chip(bank: Bank, sign_in: SignIn) -> None:
    make_partner("PT Segera", agreement_until=TODAY + timedelta(days=59))
    make_partner("PT Lama", agreement_until=TODAY + timedelta(days=61))
    make_partner("PT Lewat", agreement_until=TODAY - timedelta(days=1))
    client = sign_in(bank.ani)
    shown = {
        state: client.get(f"/partners/?agreement={state}").content.decode()
        for state in ("ending", "ended", "none")
    }
    assert [("PT Segera" in page, "PT Lama" in page, "PT Lewat" in page)
            for page in shown.values()] == [
        (True, False, False), (False, False, True), (False, False, False)]  # fmt: skip


def test_tabs_show_people_projects_and_a_new_row_starts_from_the_filter(
    bank: Bank, sign_in: SignIn
) -> None:
    partner = make_partner()
    PartnerContact.objects.create(partner=partner, name="Bu Rina", phone="+6281234567890")
    make_project(partner)
    client, here = sign_in(bank.ani), f"/partners/?id={partner.public_id}"
    assert "Bu Rina" in client.get(f"{here}&tab=people").content.decode()
    assert "Griya Asri Dago" in client.get(f"{here}&tab=projects").content.decode()
    assert "NOA" in client.get(f"{here}&tab=figures").content.decode()
    fresh = client.get(f"/partners/projects/?partner={partner.public_id}&id=new").content.decode()
    assert f'<option value="{partner.public_id}" selected>' in fresh
