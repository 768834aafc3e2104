"""List and detail of people: what is shown, to whom, and in how many queries."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from org.models import User
from prospects import services
from prospects.models import Prospect, RecentSearch, TimelineEntry
from prospects.rows import PLANNED
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
LIST = "/prospects/"
CANARY = "Kenari Rahasia"


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def search(client: Client, text: str) -> str:
    response = client.post("/prospects/search/", {"q": text})
    assert response.status_code == 303
    assert text not in response.headers["Location"]
    return page(client, response.headers["Location"])


def allowed_queries(name: str) -> int:
    baselines = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())
    return int(baselines[name])


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_foreign_people_appear_nowhere(bank: Bank, sign_in: SignIn) -> None:
    canary = make_opportunity(bank.citra, bank.kpr, CANARY, phone="+6281299990001")
    make_prospect(bank.ani, "Milik Ani")
    client = sign_in(bank.ani)
    person, branch = bank.citra.public_id, bank.b.public_id
    for query in ("", "owned=all", "family=kpr", f"owner={person}", f"branch={branch}",
                  "shown=archived", "sort=name"):  # fmt: skip
        assert CANARY not in page(client, f"{LIST}?{query}")
    assert CANARY not in search(client, "kenari")
    assert CANARY not in search(client, "990001")
    assert client.get(LIST).context["total"] == "1"
    assert re.search(r">\s*1\s*<", page(client, "/prospects/count/"))
    assert "Citra" not in page(client, "/prospects/filter/")
    absent = client.get("/prospects/2222222222222222/")
    for name in ("", "edit/", "reassign/", "archive/", "restore/"):
        answer = client.get(f"/prospects/{canary.prospect.public_id}/{name}")
        assert (answer.status_code, answer.content) == (404, absent.content)


def test_who_sees_an_opportunity_only_does_not_see_the_person(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.citra, CANARY)
    services.add_opportunity(
        prospect, product=bank.kpr, amount=0, actor=bank.citra, now=NOW, owner=bank.ani
    )
    assert sign_in(bank.ani).get(f"/prospects/{prospect.public_id}/").status_code == 404


def test_the_timeline_hides_lines_of_opportunities_out_of_reach(
    bank: Bank, sign_in: SignIn
) -> None:
    from prospects import timeline

    prospect = make_prospect(bank.ani, "Milik Ani")
    foreign = services.add_opportunity(
        prospect, product=bank.kpr, amount=0, actor=bank.citra, now=NOW, owner=bank.citra
    )
    timeline.write("note", prospect=prospect, at=NOW, actor=bank.citra, opportunity=foreign,
                   body=CANARY)  # fmt: skip
    timeline.write("note", prospect=prospect, at=NOW, actor=bank.ani, body="Catatan Ani")
    shown = page(sign_in(bank.ani), f"/prospects/{prospect.public_id}/")
    assert "Catatan Ani" in shown
    assert CANARY not in shown


@pytest.mark.parametrize(
    "typed",
    ["081255501423", "6281255501423", "+6281255501423", "0812-5550-1423", "501423", "+62 812 5550"],
)
def test_every_spelling_of_a_number_finds_the_person(
    bank: Bank, sign_in: SignIn, typed: str
) -> None:
    make_prospect(bank.ani, "Sri Wahyuni", phone="+6281255501423")
    make_prospect(bank.ani, "Orang Lain", phone="+6281300000000")
    found = search(sign_in(bank.ani), typed)
    assert "Sri Wahyuni" in found
    assert "Orang Lain" not in found


def test_a_search_belongs_to_its_person_for_a_day(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.ani, "Sri Wahyuni")
    make_prospect(bank.budi, "Budiman")
    search(sign_in(bank.ani), "sri")
    token = RecentSearch.objects.get().token
    assert 'value="sri"' not in page(sign_in(bank.budi), LIST, s=token)
    with time_machine.travel(NOW + timedelta(hours=25), tick=False):
        assert 'value="sri"' not in page(sign_in(bank.ani), LIST, s=token)


@pytest.mark.parametrize("sort", ["updated", "name", "next", "contact"])
def test_paging_walks_every_row_once_both_ways(
    bank: Bank, sign_in: SignIn, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospects.views.people.listing.SIZE", 3)
    for number in range(8):
        prospect = make_prospect(bank.ani, f"Orang {number % 4}")
        if number % 3:
            moment = NOW + timedelta(hours=number % 2)
            services.set_next_step(prospect.pk, at=moment, step="Telepon")
            Prospect.objects.system("test").filter(pk=prospect.pk).update(last_contact_at=moment)
    client = sign_in(bank.ani)

    def walk(direction: str, url: str) -> list[list[str]]:
        seen = []
        while url:
            context = client.get(url).context
            seen.append([row.number for row in context["rows"]])
            last, url = url, context[f"{direction}_url"]
        seen.append([last])
        return seen

    *forward, [last] = walk("next", f"{LIST}?sort={sort}")
    assert [len(part) for part in forward] == [3, 3, 2]
    assert len({number for part in forward for number in part}) == 8
    *back, _ = walk("prev", last)
    assert back == forward[::-1]


def test_a_name_never_stands_in_the_address_of_a_page(
    bank: Bank, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospects.views.people.listing.SIZE", 1)
    make_prospect(bank.ani, "Ahmad")
    make_prospect(bank.ani, "Zubaidah")
    address = sign_in(bank.ani).get(LIST, {"sort": "name"}).context["next_url"]
    assert "ahmad" not in address.lower()
    assert "Zubaidah" in page(sign_in(bank.ani), address)


def test_filters_narrow_the_list(bank: Bank, sign_in: SignIn) -> None:
    late = make_opportunity(bank.ani, bank.kpr, "Terlambat", source="event").prospect
    services.set_next_step(late.pk, at=NOW - timedelta(days=1), step="Telepon")
    today = make_opportunity(bank.budi, bank.kpr, "Tadi pagi").prospect
    services.set_next_step(today.pk, at=NOW - timedelta(minutes=5), step="Telepon")
    bare = make_opportunity(bank.ani, bank.kur, "Tanpa", now=NOW - timedelta(days=40)).prospect
    services.set_next_step(bare.pk, at=None, step="")
    client = sign_in(bank.ani)

    def names(**query: str) -> set[str]:
        return {row.name for row in client.get(LIST, query).context["rows"]}

    assert names() == {"Terlambat", "Tanpa"}
    assert names(step="late") == names(family="kpr") == names(source="event") == {"Terlambat"}
    assert names(step="none") == names(step="dormant") == names(family="kur") == {"Tanpa"}
    assert names(stage="contacted") == names(status="customer") == set()
    assert names(created_from="2026-11-18", created_to="2026-11-18") == {"Terlambat"}
    assert names(stage="nonsense", sort="password", created_from="2026-99-99") == names()
    others = sign_in(bank.budi)
    assert not others.get(LIST, {"step": "late"}).context["rows"], "due today is not late"
    assert [row.step_class for row in others.get(LIST).context["rows"]] == [PLANNED]


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    query=st.dictionaries(
        st.sampled_from(["owned", "step", "family", "stage", "status", "source", "sort", "shown",
                         "owner", "branch", "created_from", "created_to", "s", "after", "before",
                         "page", "order__regex"]),
        st.one_of(st.text(max_size=40), st.sampled_from(
            ["\x00", "%ED%A0%80", "9" * 400, "2222222222222222", "v1.k1.AAAA", "next", "late"])),
        max_size=6,
    )
)  # fmt: skip
def test_no_address_breaks_the_list(bank: Bank, sign_in: SignIn, query: dict[str, str]) -> None:
    client = sign_in(bank.ani)
    for url in (LIST, "/prospects/count/", "/prospects/filter/"):
        assert client.get(url, query).status_code < 500


def test_a_list_costs_the_same_for_10_and_60_rows(bank: Bank, sign_in: SignIn) -> None:
    def costs() -> dict[str, int]:
        return {name: queries(sign_in(bank.people[name]), LIST) for name in ("ani", "dewi", "eko")}

    for number in range(10):
        make_opportunity(bank.ani, bank.kpr, f"Orang {number}")
    first = costs()
    for number in range(50):
        make_opportunity(bank.ani, bank.kpr, f"Orang lagi {number}")
    sixty = costs()
    for name, spent in sixty.items():
        assert first[name] <= spent <= allowed_queries("prospects:prospect-list"), name
        assert sign_in(bank.people[name]).get(LIST).context["total"] == "60"


def test_the_page_of_a_person_costs_at_most_ten_queries(bank: Bank, sign_in: SignIn) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr, nik="3275015203900004")
    url = f"/prospects/{opportunity.prospect.public_id}/"
    assert queries(sign_in(bank.dewi), url) <= allowed_queries("prospects:prospect-detail")
    shown = page(sign_in(bank.dewi), url)
    assert "3275••••••••0004" in shown
    assert "3275015203900004" not in shown


def test_an_empty_list_says_where_to_begin(bank: Bank, sign_in: SignIn) -> None:
    assert "Mulai dari satu calon nasabah" in page(sign_in(bank.ani), LIST)
    assert "Tidak ada yang cocok" in page(sign_in(bank.ani), LIST, step="late")


def test_an_unknown_kind_of_line_does_not_break_the_page(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani)
    TimelineEntry.objects.create(
        prospect=prospect, at=NOW, group="system", kind="from_the_future", data={"x": 1}
    )
    assert "From the future" in page(sign_in(bank.ani), f"/prospects/{prospect.public_id}/")


def test_the_timeline_filters_and_loads_more(bank: Bank, sign_in: SignIn) -> None:
    from prospects import timeline

    prospect = make_prospect(bank.ani)
    for number in range(25):
        timeline.write("note", prospect=prospect, at=NOW + timedelta(minutes=number),
                       actor=bank.ani, group="contact", body=f"Isi-{number:02}")  # fmt: skip
    client, url = sign_in(bank.ani), f"/prospects/{prospect.public_id}/"
    first = client.get(url, {"group": "contact"})
    assert "Isi-24" in first.content.decode()
    assert "Isi-04" not in first.content.decode()
    more = client.get(first.context["more_url"], headers={"HX-Request": "true"}).content.decode()
    assert "Isi-04" in more
    assert "<html" not in more
    assert "Isi-24" not in page(client, url, group="file")
