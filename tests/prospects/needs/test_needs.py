"""Needs with what fits them, offers of other banks, the plan with a customer, and referrals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.versioning import StaleError
from followups.services import Step, plan
from offers.shown import services as shown
from org.models import User
from products import catalogue
from products.models import Product, Rate
from products.purposes import Purpose
from products.types import product_types
from prospects.changes import reassign_prospect
from prospects.links import add_link
from prospects.models import (
    FinanceLine,
    LossReason,
    Need,
    Opportunity,
    Prospect,
    RelationshipPlan,
    RivalOffer,
    TimelineEntry,
)
from prospects.needs import services
from prospects.needs.known import known_of
from prospects.needs.panel import NeedsPanel
from prospects.needs.suggestions import Fitting, fitting
from prospects.network.panel import in_tree_order
from prospects.network.tree import network_of
from prospects.panels import Visit
from prospects.services import add_opportunity
from tests.factories.bank import Bank
from tests.factories.followups import TODAY
from tests.factories.prospects import NOW, make_prospect

SignIn = Callable[[User], Client]
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def make_need(prospect: Prospect, **values: Any) -> Need:
    return services.add_row(
        Need, prospect, {"purpose": "home"} | values, actor=prospect.owner, now=NOW
    )


def panel(client: Client, prospect: Prospect, code: str) -> str:
    url = f"/prospects/{prospect.public_id}/panels/{code}/"
    return client.get(url, headers=FRAGMENT).content.decode()


def test_every_purpose_is_served_and_every_family_serves_one() -> None:
    served = [purpose for family in product_types().values() for purpose in family.purposes]
    assert set(served) == set(Purpose)
    assert all(family.purposes for family in product_types().values())


def fits(need: Need, person: Prospect, bank: Bank, day: date = TODAY) -> Fitting:
    bank.ani.access_day = day
    return fitting(need, known_of(person, bank.ani, day), Product.objects.offered())


def test_a_need_names_products_and_the_reason(bank: Bank) -> None:
    catalogue.load()
    Product.objects.exclude(code="KUR").update(is_active=False)
    Product.objects.filter(pk=bank.kur.pk).update(segment="micro", min_amount=10_000_001,
                                                  max_amount=100_000_000)  # fmt: skip
    Rate.objects.create(product=bank.kur, valid_from=TODAY, rate=6)
    person = make_prospect(bank.ani)
    person.segment = ""
    need = make_need(person, purpose="working_capital", amount=Decimal(600_000_000))
    (found,) = fits(need, person, bank).suggested
    assert found.product == bank.kur
    assert len(found.obstacles) == 2  # above the limit of the product, and in no scheme
    assert "Rp600.000.000" in found.obstacles[0]
    need.amount, person.segment = Decimal(75_000_000), "micro"
    (found,) = fits(need, person, bank).suggested
    assert found.obstacles == ()
    assert len(found.reasons) == 2  # not that it keeps to the rules: answers are missing
    assert "NPWP" in " ".join(found.missing)
    person.npwp_masked = "known"
    assert "NPWP" not in " ".join(fits(need, person, bank).suggested[0].missing)
    person.segment = "secured"
    assert fits(need, person, bank).suggested[0].obstacles[0] == "untuk segmen lain"


def test_means_of_the_picture_answer_the_rules(bank: Bank) -> None:
    catalogue.load()
    person = make_prospect(bank.ani, area_code="3273")
    need = make_need(person, purpose="home", amount=Decimal(150_000_000))
    told = {"owner": person.owner, "branch": person.branch, "prospect": person, "created_at": NOW,
            "updated_at": NOW, "updated_by": bank.ani}  # fmt: skip

    def flpp() -> dict[str, bool | None]:
        (one,) = [one for one in fits(need, person, bank).suggested if one.product.code == "FLPP"]
        return {finding.words: finding.is_met for finding in one.findings}

    Product.objects.exclude(code="FLPP").update(is_active=False)
    assert None in flpp().values()
    person.marital_status = "single"
    (open_one,) = fits(need, person, bank).suggested
    assert not any("aturan katalog" in reason for reason in open_one.reasons)
    line = FinanceLine._base_manager.create(section="income", kind="salary", amount=6_000_000,
                                            **told)  # fmt: skip
    (income,) = [is_met for words, is_met in flpp().items() if "Penghasilan" in words]
    assert income is True
    FinanceLine._base_manager.filter(pk=line.pk).update(amount=60_000_000)
    assert False in flpp().values()


def test_what_he_has_applies_for_or_refused_is_left_out_and_says_why(
    bank: Bank, sign_in: SignIn
) -> None:
    person = make_prospect(bank.ani)
    need = make_need(person, purpose="home")
    product = bank.kpr
    assert [one.product for one in fits(need, person, bank).suggested] == [product]
    reason = LossReason.objects.filter(kind="customer", is_active=True)[0]
    row = shown.record(person, shown.New(product, "chat"), actor=bank.ani, now=NOW)
    shown.say(row, "refused", version=1, reason=reason, actor=bank.ani, now=NOW)
    found = fits(need, person, bank)
    assert found.suggested == ()
    assert reason.label_id in found.left_out[0].why
    assert "16 Februari 2027" in found.left_out[0].why  # 90 days later
    page = panel(sign_in(bank.ani), person, "needs")
    assert "Tidak disarankan" in page
    (again,) = fits(need, person, bank, TODAY + timedelta(days=90)).suggested
    assert reason.label_id in again.note
    later = shown.record(person, shown.New(product, "chat"), actor=bank.ani, now=NOW)
    shown.say(later, "interested", version=1, actor=bank.ani, now=NOW + timedelta(hours=1))
    assert [one.note for one in fits(need, person, bank).suggested] == [""]
    deal = add_opportunity(person, product=product, amount=Decimal(1), actor=bank.ani, now=NOW)
    for status, words in (("open", "sedang diajukan"), ("won", "sudah dimiliki")):
        Opportunity.objects.system("a test").filter(pk=deal.pk).update(status=status)
        assert [one.why for one in fits(need, person, bank).left_out] == [words]


def test_suggestions_cost_the_same_queries_however_many_needs(bank: Bank) -> None:
    catalogue.load()
    person, asked = make_prospect(bank.ani, area_code="3273"), []
    bank.ani.access_day = TODAY
    for purposes in (["home"], ["home", "working_capital", "vehicle", "personal"]):
        for purpose in purposes:
            make_need(person, purpose=purpose, amount=Decimal(75_000_000))
        with CaptureQueriesContext(connection) as caught:
            NeedsPanel().context(Visit(person, bank.ani, NOW, TODAY))
        asked.append(len(caught))
    assert max(asked) <= NeedsPanel.max_queries
    assert asked[1] - asked[0] <= 1  # the schemes of KUR, which the first need does not ask


def test_needs_and_rivals_on_the_page(bank: Bank, sign_in: SignIn) -> None:
    person, client = make_prospect(bank.ani), sign_in(bank.ani)
    data = {"purpose": "home", "amount": "600jt", "wanted_on": "18/12/2026", "state": "open"}
    for _ in range(2):  # pressed twice
        answer = client.post(
            f"/prospects/{person.public_id}/needs/", data | {"idempotency_key": "k"}
        )
        assert answer.status_code == 303
    assert Need.objects.system("a test").count() == 1
    rival = {
        "bank": "Bank Lain", "family": "kpr", "rate": "6,75", "heard": "paper",
        "seen_on": "17/11/2026",
    }  # fmt: skip
    assert client.post(f"/prospects/{person.public_id}/rivals/", rival).status_code == 303
    shown = panel(client, person, "needs")
    for words in ("Rp600 jt", "KPR Griya", "Bank Lain", "6,75%"):
        assert words in shown


def test_what_cannot_be_is_refused_and_kept(bank: Bank, sign_in: SignIn) -> None:
    person, client = make_prospect(bank.ani), sign_in(bank.ani)
    ahead = {"bank": "Bank Lain", "family": "kpr", "heard": "paper", "seen_on": "01/12/2026"}
    answer = client.post(f"/prospects/{person.public_id}/rivals/", ahead)
    assert answer.status_code == 422
    assert "Bank Lain" in answer.content.decode()
    assert client.post(f"/prospects/{person.public_id}/needs/", {"amount": "0"}).status_code == 422
    with pytest.raises(ValidationError):
        make_need(person, amount=Decimal(0))
    assert not RivalOffer.objects.system("a test").exists()


def test_a_stale_change_is_refused(bank: Bank, sign_in: SignIn) -> None:
    need = make_need(make_prospect(bank.ani), amount=Decimal(100_000_000))
    services.change_row(need, {"state": "met"}, version=1, actor=bank.tono, now=NOW)
    with pytest.raises(StaleError):
        services.change_row(need, {"state": "dropped"}, version=1, actor=bank.ani, now=NOW)
    data = {"purpose": "home", "amount": "200jt", "state": "open", "version": "1"}
    answer = sign_in(bank.ani).post(f"/prospects/needs/{need.public_id}/", data)
    assert answer.status_code == 409
    assert "200jt" in answer.content.decode()
    need.refresh_from_db()
    assert need.state == "met"


def test_rows_follow_the_prospect_to_his_new_officer(bank: Bank) -> None:
    person = make_prospect(bank.ani)
    need = make_need(person)
    services.write_plan(
        person, {"aim": "Payroll", "rhythm_days": 30}, version=0, actor=bank.ani, now=NOW
    )
    reassign_prospect(person, to=bank.citra, actor=bank.gita, now=NOW)
    assert Need.objects.visible_to(bank.citra).get() == need
    assert not Need.objects.visible_to(bank.ani).exists()
    assert RelationshipPlan.objects.visible_to(bank.citra).exists()


def test_the_market_shows_offers_in_reach_without_customers(bank: Bank, sign_in: SignIn) -> None:
    for owner, lender in ((bank.ani, "Bank Mawar"), (bank.citra, "Bank Melati")):
        values = {"bank": lender, "family": "kpr", "rate": Decimal("5.5"), "seen_on": TODAY}
        services.add_row(RivalOffer, make_prospect(owner, "Kenari Rahasia"), values,
                         actor=owner, now=NOW)  # fmt: skip
    page = sign_in(bank.ani).get("/market/").content.decode()
    assert "Bank Mawar" in page
    assert "Bank Melati" not in page
    assert "Kenari" not in page
    assert "Bank Melati" in sign_in(bank.gita).get("/market/").content.decode()


def test_the_plan_shows_steps_holdings_and_a_missed_rhythm(bank: Bank, sign_in: SignIn) -> None:
    person, client = make_prospect(bank.ani), sign_in(bank.ani)
    address = f"/prospects/{person.public_id}/plan/"
    data = {"aim": "Gaji 40 orang lewat kita", "rhythm_days": "14", "version": "0"}
    assert client.post(address, data | {"idempotency_key": "a"}).status_code == 303
    Prospect.objects.system("a test").filter(pk=person.pk).update(
        last_contact_at=NOW - timedelta(days=20)
    )
    plan(Step("visit", date(2026, 11, 25)), prospect=person, actor=bank.ani, now=NOW)
    shown = panel(client, person, "relation")
    for words in ("Gaji 40 orang", "lewat 6 hari", "25 Nov"):
        assert words in shown
    assert client.post(address, data | {"idempotency_key": "b"}).status_code == 409
    assert RelationshipPlan.objects.system("a test").get().version == 1
    kinds = TimelineEntry.objects.filter(prospect=person).values_list("kind", flat=True)
    assert list(kinds).count("plan_written") == 1


def test_referrals_are_drawn_as_far_as_the_reader_reaches(bank: Bank, sign_in: SignIn) -> None:
    people = {name: make_prospect(bank.ani, name) for name in ("Akar", "Dahan", "Daun")}
    hidden = make_prospect(bank.citra, "Kenari Rahasia")
    behind = make_prospect(bank.ani, "Di Baliknya")
    for kind, start, end, by in (
        ("referred_by", people["Dahan"], people["Akar"], bank.ani),
        ("referred", people["Dahan"], people["Daun"], bank.ani),
        ("referred", people["Dahan"], hidden, bank.gita),
        ("referred", hidden, behind, bank.gita),
    ):  # fmt: skip
        add_link(start, kind, other=end, actor=by, now=NOW)
    nodes = in_tree_order(network_of(people["Dahan"], bank.ani))
    assert [(node.prospect.name, node.level) for node in nodes] == [
        ("Akar", -1), ("Dahan", 0), ("Daun", 1),
    ]  # fmt: skip
    shown = panel(sign_in(bank.ani), people["Dahan"], "network")
    assert "<svg" in shown
    assert "Kenari" not in shown
    assert "Di Baliknya" not in shown
    wider = network_of(people["Dahan"], bank.gita)
    assert {node.prospect.name for node in wider} == {
        "Akar", "Dahan", "Daun", "Kenari Rahasia", "Di Baliknya",
    }  # fmt: skip
    assert panel(sign_in(bank.ani), make_prospect(bank.ani, "Sendiri"), "network").strip() == ""


def test_a_circle_of_referrals_ends(bank: Bank) -> None:
    one, two = make_prospect(bank.ani, "Satu"), make_prospect(bank.ani, "Dua")
    add_link(one, "referred", other=two, actor=bank.ani, now=NOW)
    add_link(two, "referred", other=one, actor=bank.ani, now=NOW)
    assert {node.prospect.name for node in network_of(one, bank.ani)} == {"Satu", "Dua"}
