"""Columns, saved views, labels and search: what a person makes of a list, and what he may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from org.models import User
from prospects import changes, services, tags
from prospects.models import Opportunity, Prospect, ProspectTag, RecentSearch, SavedView, Tag
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
PEOPLE, DEALS = "/prospects/", "/pipeline/table/"
NIK = "3273014508900001"


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def labels(client: Client, url: str) -> list[str]:
    return [head["label"] for head in client.get(url).context["heads"]]


def names(client: Client, url: str) -> list[str]:
    return [row.name for row in client.get(url).context["rows"]]


def save(client: Client, name: str, query: str = "step=none", **body: str) -> SavedView | None:
    client.post(f"/prospects/views/?{query}", {"name": name, **body})
    return SavedView.objects.filter(name=name).order_by("-pk").first()


def test_columns_are_chosen_for_each_list_and_person(bank: Bank, sign_in: SignIn) -> None:
    make_opportunity(bank.ani, bank.kpr, company="Toko Melati", source="event")
    client = sign_in(bank.ani)
    usual = labels(client, PEOPLE)
    answer = client.post("/prospects/columns/?sort=name", {"column": ["company", "stage", "x"]})
    assert answer.headers["Location"] == "/prospects/?sort=name"
    assert labels(client, PEOPLE) == ["Nama", "Tahap", "Tempat kerja atau usaha"]
    assert "Toko Melati" in client.get(PEOPLE).content.decode()
    client.post("/pipeline/table/columns/", {"column": ["close"]})
    assert len(labels(client, DEALS)) == 2
    assert labels(sign_in(bank.budi), PEOPLE) == usual
    client = sign_in(bank.ani)
    client.post("/prospects/columns/", {"usual": "1"})
    assert labels(client, PEOPLE) == usual
    assert SavedView.objects.count() == 2


def test_an_officer_alone_is_offered_no_column_of_owners(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.ani)
    client = sign_in(bank.ani)
    client.post("/prospects/columns/", {"column": ["owner", "branch"]})
    assert "Pemilik" not in " ".join(labels(client, PEOPLE))
    assert any("Pemegang" in x or "Pemilik" in x for x in labels(sign_in(bank.dewi), PEOPLE))


@pytest.mark.parametrize("sort", ["created", "name_z", "updated_first", "created_first"])
def test_more_orders_walk_every_person_once(
    bank: Bank, sign_in: SignIn, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospects.views.people.listing.SIZE", 2)
    for number in range(5):
        make_prospect(bank.ani, f"Orang {number % 2}", now=NOW - timedelta(days=number // 2))
    client, url, seen = sign_in(bank.ani), f"{PEOPLE}?sort={sort}", []
    while url:
        context = client.get(url).context
        seen += [row.number for row in context["rows"]]
        url = context["next_url"]
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("sort", ["amount", "amount_small", "close", "created", "created_first"])
def test_opportunities_are_sorted_by_what_has_an_order(
    bank: Bank, sign_in: SignIn, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospects.views.opportunities.listing.PAGE", 2)
    for number in range(5):
        prospect = make_prospect(bank.ani, f"Orang {number}")
        services.add_opportunity(
            prospect, product=bank.kpr, amount=Decimal(number // 2), actor=bank.ani, now=NOW,
            expected_close_on=(NOW + timedelta(days=number)).date() if number > 1 else None,
        )  # fmt: skip
    client, query, seen = sign_in(bank.ani), f"?sort={sort}", []
    while query:
        context = client.get(f"{DEALS}{query}").context
        seen += [row.name for row in context["rows"]]
        query = context["next_url"]
    assert sorted(seen) == [f"Orang {n}" for n in range(5)]
    ends = {"amount": "Orang 4", "close": "Orang 2"}
    assert seen[0] == ends.get(sort, seen[0])


def test_a_view_keeps_filters_order_and_columns_but_no_searched_text(
    bank: Bank, sign_in: SignIn
) -> None:
    with_step = make_prospect(bank.ani, "Punya Langkah")
    services.set_next_step(with_step.pk, at=NOW, step="Telepon")
    without = make_prospect(bank.ani, "Tanpa Langkah")
    services.set_next_step(without.pk, at=None, step="")
    client = sign_in(bank.ani)
    found = client.post("/prospects/search/", {"q": "langkah"}).headers["Location"]
    token = found.split("s=")[1]
    view = save(client, "Perlu langkah", f"step=none&sort=name&s={token}&after=x&nonsense=1")
    assert view is not None
    assert view.query == {"step": "none", "sort": "name"}
    url = f"{PEOPLE}?step=none&sort=name&view={view.public_id}"
    assert names(client, url) == ["Tanpa Langkah"]
    client.post(f"/prospects/columns/?view={view.public_id}", {"column": ["source"]})
    assert labels(client, url) == ["Nama", "Sumber"]
    assert len(labels(client, PEOPLE)) > 2
    tabs = client.get(f"/prospects/views/counts/?view={view.public_id}").content.decode()
    assert re.search(r'aria-current="page"[^>]*>Perlu langkah<span[^>]*>1<', tabs)


def test_a_view_is_shared_by_who_may_with_whom_he_may(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.citra, "Kenari Rahasia")
    lead = sign_in(bank.tono)
    team = save(lead, "Tim pagi", share="team")
    assert team is not None
    assert team.team_id == bank.team.pk
    assert lead.post("/prospects/views/", {"name": "x", "share": "branch"}).status_code == 403
    branch = save(sign_in(bank.dewi), "Cabang", "step=late", share="branch")
    assert branch is not None
    for person, expected in (
        (bank.ani, {"Tim pagi", "Cabang"}), (bank.budi, {"Cabang"}), (bank.citra, set()),
    ):  # fmt: skip
        client = sign_in(person)
        tabs = {tab["label"] for tab in client.get(PEOPLE).context["view_tabs"]}
        assert tabs - {"Semua"} == expected
        ids = {view.name: view.public_id for view in (team, branch)}
        for name, public_id in ids.items():
            page = client.get(f"/prospects/views/{public_id}/")
            assert page.status_code == (200 if name in expected else 404)
            refused = client.post(f"/prospects/views/{public_id}/", {"action": "delete"})
            assert refused.status_code == (403 if name in expected else 404)
    assert (
        sign_in(bank.ani).post("/prospects/views/", {"name": "y", "share": "team"}).status_code
        == 403
    )
    assert SavedView.objects.filter(name__in=["Tim pagi", "Cabang"]).count() == 2


def test_a_view_is_renamed_refilled_and_deleted_by_its_maker(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    view = save(client, "Satu")
    assert view is not None
    assert save(client, "Satu") == view, "a name is taken once"
    here = f"/prospects/views/{view.public_id}/"
    body = {"name": "Dua", "version": "1", "share": "own"}
    assert client.post(f"{here}?step=late&is_changed=1", body | {"refill": "1"}).status_code == 303
    view.refresh_from_db()
    assert (view.name, view.query, view.version) == ("Dua", {"step": "late"}, 2)
    assert client.post(here, body | {"name": "Tiga"}).status_code == 409
    assert client.post(here, body | {"name": "", "version": "2"}).status_code == 422
    client.post(here, {"action": "delete"})
    assert not SavedView.objects.exists()


def test_labels_follow_a_prospect_and_narrow_both_lists(bank: Bank, sign_in: SignIn) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, "Sri")
    make_opportunity(bank.ani, bank.kpr, "Lain")
    assert tags.put(deal.prospect, " Payroll  PT Maju ", actor=bank.ani, now=NOW)
    assert not tags.put(deal.prospect, "payroll pt maju", actor=bank.ani, now=NOW)
    tag = Tag.objects.get()
    client = sign_in(bank.ani)
    for url in (PEOPLE, DEALS):
        assert names(client, f"{url}?tag={tag.public_id}") == ["Sri"]
        assert "Payroll PT Maju" in client.get(f"{url}?tag={tag.public_id}").content.decode()
        stranger = sign_in(bank.citra).get(f"{url}?tag={tag.public_id}").content.decode()
        assert "Payroll" not in stranger
        client = sign_in(bank.ani)
    client.post("/prospects/columns/", {"column": ["tags"]})
    assert f'tag={tag.public_id}">Payroll PT Maju<' in client.get(PEOPLE).content.decode()
    changes.reassign_prospect(deal.prospect, to=bank.citra, actor=bank.gita, now=NOW)
    row = ProspectTag.objects.visible_to(bank.citra).get()
    assert (row.branch, row.tag.branch, row.tag.name) == (bank.b, bank.b, "Payroll PT Maju")
    assert not ProspectTag.objects.visible_to(bank.ani).exists()
    regional = sign_in(bank.gita)
    assert names(regional, f"{PEOPLE}?tag={tag.public_id}") == ["Sri"], "by name in each branch"


def test_a_whole_nik_finds_its_person_and_is_kept_nowhere(bank: Bank, sign_in: SignIn) -> None:
    make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni", nik=NIK)
    make_opportunity(bank.citra, bank.kpr, "Kenari", nik="3273014508900002")
    make_prospect(bank.ani, "Orang Lain")
    client = sign_in(bank.ani)
    for box, typed in (
        ("/prospects/search/", NIK), ("/pipeline/table/search/", "3273 0145 0890 0001"),
    ):  # fmt: skip
        url = client.post(box, {"q": typed}).headers["Location"]
        assert names(client, url) == ["Sri Wahyuni"]
        page = client.get(url).content.decode()
        assert "NIK 3273" in page
        assert NIK not in page
        url = client.post(box, {"q": "3273014508900002"}).headers["Location"]
        assert names(client, url) == []
    assert not RecentSearch.objects.filter(text__contains=NIK).exists()
    assert RecentSearch.objects.filter(text__startswith="number:3273").count() == 4


def test_opportunities_are_found_by_the_person_one_may_see(bank: Bank, sign_in: SignIn) -> None:
    make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni", phone="+6281255501423")
    foreign = make_prospect(bank.citra, "Sri Rahasia", phone="+6281255509999")
    services.add_opportunity(
        foreign, product=bank.kpr, amount=Decimal(1), actor=bank.citra, now=NOW, owner=bank.ani
    )
    sent = make_opportunity(bank.budi, bank.kpr, "Sri Dikirim")
    Opportunity.objects.system("test").filter(pk=sent.pk).update(analyst=bank.sinta)
    client = sign_in(bank.ani)

    def found(typed: str) -> list[str]:
        return names(client, client.post(f"{DEALS}search/", {"q": typed}).headers["Location"])

    assert found("wahyu") == found("0812-5550-1423") == ["Sri Wahyuni"]
    assert found("5509999") == found("rahasia") == []
    client = sign_in(bank.sinta)
    assert found("dikirim") == ["Sri Dikirim"]
    assert found("wahyuni") == []


def test_lists_stay_within_six_queries_with_views_columns_and_labels(
    bank: Bank, sign_in: SignIn
) -> None:
    for number in range(12):
        prospect = make_opportunity(bank.ani, bank.kpr, f"Orang {number}").prospect
        tags.put(prospect, f"Label {number % 3}", actor=bank.ani, now=NOW)
    every = ["tags", "company", "address", "source", "created", "updated", "notes", "owner"]
    for person in (bank.ani, bank.dewi, bank.hana):
        client = sign_in(person)
        for number in range(3):
            save(client, f"Tampilan {number}")
        client.post("/prospects/columns/", {"column": every})
        for url in (PEOPLE, DEALS, f"{PEOPLE}?sort=contact"):
            client.get(url)
            with CaptureQueriesContext(connection) as spent:
                assert client.get(url).status_code == 200
            assert len(spent) <= 6, (person.username, url, len(spent))
        with CaptureQueriesContext(connection) as spent:
            client.get("/prospects/views/counts/")
        assert len(spent) <= 8, "a savepoint, and one for all views"
    assert Prospect.objects.visible_to(bank.hana).count() == 12
