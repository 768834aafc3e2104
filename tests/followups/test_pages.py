"""The pages of the day, through the front door."""

import json
import re
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followups.contacts import Result, log_contact, record_outcome
from followups.models import FollowUp, Interaction
from org.models import User
from prospects.models import Disbursement, Opportunity, Prospect, TimelineEntry
from tests.factories.bank import Bank
from tests.factories.followups import TODAY, make_step
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
EARLIER = NOW - timedelta(days=10)
HX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def address(name: str, row: FollowUp | Interaction | Prospect) -> str:
    return reverse(f"followups:{name}", args=[row.public_id])


def fresh(step: FollowUp) -> FollowUp:
    return FollowUp.objects.system("test").get(pk=step.pk)


def test_today_shows_late_today_and_next_and_nobody_elses(bank: Bank, sign_in: SignIn) -> None:
    make_step(bank.ani, "Si Lewat", on=date(2026, 11, 14), now=EARLIER)
    make_step(bank.ani, "Si Sekarang", hour=time(13, 30), now=EARLIER, address="Pasar Baru")
    make_step(bank.ani, "Si Besok", on=date(2026, 11, 19), now=EARLIER)
    make_step(bank.budi, "Milik Budi", now=EARLIER)
    page = sign_in(bank.ani).get("/today/").content.decode()
    assert "Selamat pagi, Ani" in page
    assert "lewat 4 hari" in page
    assert "3 jam 30 menit lagi" in page
    assert "Besok" in page
    assert all(name in page for name in ("Si Lewat", "Si Sekarang", "Si Besok"))
    assert "Milik Budi" not in page


def test_realisasi_counts_confirmed_loans_of_the_month_only(bank: Bank, sign_in: SignIn) -> None:
    loan = make_opportunity(bank.ani, bank.kpr, now=EARLIER)
    fund = make_opportunity(bank.ani, bank.deposit, "Lain", now=EARLIER)
    for row, amount, state, day in (
        (loan, 500, "confirmed", 10), (loan, 70, "awaiting", 11), (fund, 90, "confirmed", 12),
    ):  # fmt: skip
        Disbursement.objects.system("test").create(
            opportunity=row, product=row.product, owner=bank.ani, branch=bank.a, state=state,
            amount=Decimal(amount * 1_000_000), disbursed_on=date(2026, 11, day),
            entered_by=bank.rudi, entered_at=NOW, decided_by=bank.rudi, decided_at=NOW,
            is_first=state == "confirmed",
        )  # fmt: skip
    page = sign_in(bank.ani).get("/today/").content.decode()
    assert "Rp500 jt <small>1 NOA</small>" in page


def test_an_empty_day_says_what_to_do(bank: Bank, sign_in: SignIn) -> None:
    page = sign_in(bank.ani).get("/today/").content.decode()
    assert "Belum ada agenda hari ini" in page
    assert "Tidak ada yang terlambat" in page


def test_an_outcome_takes_two_taps_and_shows_the_next_step(bank: Bank, sign_in: SignIn) -> None:
    step = make_step(bank.ani, now=EARLIER)
    client = sign_in(bank.ani)
    sheet = client.get(address("outcome", step), headers=HX).content.decode()
    assert 'role="dialog"' in sheet
    assert "kunjungi lagi <u>besok 10.00</u>" in sheet
    body = {"outcome": "not_there", "channel": "visit", "version": 1, "idempotency_key": "k"}
    for _ in range(2):
        answer = client.post(address("outcome", step), body, headers=HX)
        assert answer.status_code == 200
    toast = json.loads(answer["HX-Trigger"])["toast"]
    assert toast["text"] == "Tidak di tempat\n→ kunjungi lagi besok 10.00"
    assert Interaction.objects.system("test").count() == 1
    client.post(toast["undo"])
    assert fresh(step).is_open
    client.post(toast["undo"])
    assert fresh(step).version == 3


def test_the_same_works_without_javascript(bank: Bank, sign_in: SignIn) -> None:
    step = make_step(bank.ani, now=EARLIER)
    client = sign_in(bank.ani)
    assert "<h1>Catat hasil</h1>" in client.get(address("outcome", step)).content.decode()
    body = {"outcome": "met_interested", "channel": "visit", "version": 1}
    answer = client.post(address("outcome", step), body)
    assert (answer.status_code, answer["Location"]) == (303, "/today/")
    page = client.get("/today/").content.decode()
    assert "Bertemu, berminat\n→ jemput berkas Jum 20" in page
    assert 'action="/contacts/' in page


def test_a_stale_outcome_answers_409_with_both_values(bank: Bank, sign_in: SignIn) -> None:
    step = make_step(bank.ani, now=EARLIER)
    client = sign_in(bank.ani)
    client.post(address("tomorrow", step), {"move": "1:k"})
    body = {"outcome": "met_interested", "channel": "visit", "version": 1}
    answer = client.post(address("outcome", step), body)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Bertemu, berminat" in page
    assert ">besok<" in page
    assert not Interaction.objects.system("test").exists()


def test_another_persons_step_is_not_found_and_readers_may_not_write(
    bank: Bank, sign_in: SignIn
) -> None:
    step = make_step(bank.ani, now=EARLIER)
    assert sign_in(bank.budi).post(address("tomorrow", step), {"move": "1:k"}).status_code == 404
    assert sign_in(bank.eko).post(address("tomorrow", step), {"move": "1:k"}).status_code == 403
    assert fresh(step).moved_count == 0
    sign_in(bank.ani).post(address("tomorrow", step), {"move": "1:k"})
    assert fresh(step).moved_count == 1


def test_tomorrow_is_one_tap_and_undo_another(bank: Bank, sign_in: SignIn) -> None:
    step = make_step(bank.ani, on=date(2026, 11, 14), now=EARLIER)
    client = sign_in(bank.ani)
    for _ in range(2):
        answer = client.post(address("tomorrow", step), {"move": "1:k"}, headers=HX)
    assert (fresh(step).due_on, fresh(step).moved_count) == (date(2026, 11, 19), 1)
    client.post(json.loads(answer["HX-Trigger"])["toast"]["undo"])
    assert fresh(step).due_on == date(2026, 11, 14)


def test_any_day_is_two_taps_and_the_form_takes_an_hour(bank: Bank, sign_in: SignIn) -> None:
    step = make_step(bank.ani, now=EARLIER)
    client = sign_in(bank.ani)
    sheet = client.get(address("outcome", step)).content.decode()
    assert 'name="day" value="2026-11-20"' in sheet
    client.post(address("move", step), {"day": "2026-11-20", "version": 1})
    assert (fresh(step).due_on, fresh(step).is_timed) == (date(2026, 11, 20), False)
    body = {"due_on": "2026-11-24", "hour": "15:30", "channel": "call", "version": 2}
    client.post(address("move", step), body)
    moved = FollowUp.objects.system("test").select_related("branch").get(pk=step.pk)
    assert (moved.local_due.time(), moved.channel, moved.moved_count) == (time(15, 30), "call", 2)


def test_a_day_that_is_over_is_refused_in_words(bank: Bank, sign_in: SignIn) -> None:
    step = make_step(bank.ani, now=EARLIER)
    client = sign_in(bank.ani)
    body = {"due_on": "2026-11-17", "channel": "call", "version": 1}
    client.post(address("move", step), body)
    assert "Pilih hari ini atau hari sesudahnya." in client.get("/today/").content.decode()
    answer = client.post(address("move", step), {"due_on": "31/02/2027", "version": 1})
    assert answer.status_code == 422
    assert fresh(step).due_on == TODAY


def test_a_call_from_the_prospects_page_closes_the_planned_call(
    bank: Bank, sign_in: SignIn
) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr, now=EARLIER)
    client = sign_in(bank.ani)
    body = {"outcome": "talked_interested", "channel": "call", "idempotency_key": "k"}
    for _ in range(2):
        client.post(address("log-contact", opportunity.prospect), body)
    contact = Interaction.objects.system("test").get()
    assert contact.follow_up is not None
    assert contact.follow_up.state == "done"
    assert Opportunity.objects.system("test").get().stage == "contacted"
    page = client.get(reverse("prospects:prospect-detail", args=[opportunity.prospect.public_id]))
    timeline = page.content.decode().split('id="timeline"')[1]
    assert (
        '<b class="ao-b6">Telepon</b> <span class="ao-c2">Tersambung, berminat</span>' in timeline
    )
    assert "#i-phone" in timeline
    assert "Catat hasil" in page.content.decode()


def test_what_is_logged_on_the_page_of_an_opportunity_belongs_to_it(
    bank: Bank, sign_in: SignIn
) -> None:
    mine = make_opportunity(bank.ani, bank.kpr, now=EARLIER)
    budis = make_opportunity(bank.budi, bank.kpr, now=EARLIER)
    client = sign_in(bank.ani)
    here = reverse("prospects:opportunity-detail", args=[mine.public_id])
    page = client.get(here).content.decode()
    plan = f"{address('plan', mine.prospect)}?next={here}&amp;opportunity={mine.public_id}"
    assert plan in page
    sheet = client.get(f"{address('log-contact', mine.prospect)}?opportunity={mine.public_id}")
    assert f'name="opportunity" value="{mine.public_id}"' in sheet.content.decode()
    for about, key in ((mine, "a"), (budis, "b")):
        body = {"note": f"Note {key}", "opportunity": about.public_id, "idempotency_key": key}
        client.post(address("note", mine.prospect), body)
    rows = TimelineEntry.objects.filter(kind="note")
    assert dict(rows.values_list("body", "opportunity")) == {"Note a": mine.pk, "Note b": None}
    body = {"channel": "visit", "day": "2026-11-20", "opportunity": mine.public_id}
    client.post(address("plan", mine.prospect), body)
    step = FollowUp.objects.system("test").get(channel="visit")
    assert step.opportunity_id == mine.pk
    assert "Note a" in client.get(here).content.decode()


def test_a_note_stands_on_the_timeline_and_an_empty_one_is_refused(
    bank: Bank, sign_in: SignIn
) -> None:
    prospect = make_prospect(bank.ani)
    client = sign_in(bank.ani)
    for _ in range(2):
        client.post(address("note", prospect), {"note": "Minta DP 25%.", "idempotency_key": "n"})
    client.post(address("note", prospect), {"note": "  "})
    assert TimelineEntry.objects.get(kind="note").body == "Minta DP 25%."


def test_the_note_of_a_contact_is_changed_by_its_author_only(bank: Bank, sign_in: SignIn) -> None:
    contact = log_contact(
        make_prospect(bank.ani), Result("call", "no_answer"), actor=bank.ani, now=NOW
    )
    body = {"outcome": "talked_needs_time", "note": "Sibuk.", "channel": "call",
            "day": "2026-11-20", "hour": "11:00", "version": 1}  # fmt: skip
    assert sign_in(bank.dewi).post(address("contact-edit", contact), body).status_code == 403
    assert sign_in(bank.budi).post(address("contact-edit", contact), body).status_code == 404
    client = sign_in(bank.ani)
    assert client.get(address("contact-edit", contact)).status_code == 200
    assert client.post(address("contact-edit", contact), body).status_code == 303
    assert client.post(address("contact-edit", contact), body).status_code == 409
    changed = Interaction.objects.system("test").select_related("next_follow_up").get()
    assert (changed.note, changed.is_reached) == ("Sibuk.", True)
    assert changed.next_follow_up is not None
    assert changed.next_follow_up.due_on == date(2026, 11, 20)


def test_planning_from_the_list_and_the_search_keeps_the_name_out_of_the_address(
    bank: Bank, sign_in: SignIn
) -> None:
    make_prospect(bank.ani, "Sri Wahyuni")
    make_prospect(bank.budi, "Sri Milik Budi")
    client = sign_in(bank.ani)
    answer = client.post("/follow-ups/log/", {"text": "sri", "channel": "call"})
    assert "sri" not in answer["Location"].lower().replace("s=", "")
    page = client.get(answer["Location"]).content.decode()
    assert "Sri Wahyuni" in page
    assert "Sri Milik Budi" not in page
    prospect = Prospect.objects.visible_to(bank.ani).get()
    body = {"channel": "meeting", "due_on": "2026-11-25", "hour": "10:00", "subject": "Bahas DP"}
    client.post(address("plan", prospect), body)
    assert FollowUp.objects.system("test").get(subject="Bahas DP").is_timed


@pytest.mark.parametrize("query", ["", "?view=day", "?day=2026-11-20&view=day", "?day=kacau"])
def test_the_calendar_shows_week_and_day(bank: Bank, sign_in: SignIn, query: str) -> None:
    make_step(bank.ani, "Si Rabu", hour=time(10, 30), now=EARLIER)
    make_step(bank.budi, "Milik Budi", hour=time(10, 30), now=EARLIER)
    page = sign_in(bank.ani).get(f"/calendar/{query}").content.decode()
    assert ("Si Rabu" in page) == ("2026-11-20" not in query)
    assert "Milik Budi" not in page
    if "view" not in query:
        assert "ao-gd2 ao-gr5 ao-gs2" in page


def fill(bank: Bank, number: int) -> None:
    for n in range(number):
        make_step(bank.ani, f"Lewat {n}", on=date(2026, 11, 14), now=EARLIER)
        make_step(bank.ani, f"Jam {n}", hour=time(9 + n % 8), now=EARLIER)
        make_step(bank.ani, f"Besok {n}", on=date(2026, 11, 19), now=EARLIER)


def test_the_calendar_shows_what_was_done_at_the_hour_it_was_done(
    bank: Bank, sign_in: SignIn
) -> None:
    step = make_step(bank.ani, "Rahmat Hidayatullah", on=TODAY)
    client = sign_in(bank.ani)
    grid = re.compile(r'<a class="ao-ev ([^"]*)"[^>]*><b>(?:<svg.*?</svg>)?Rahmat')
    assert not grid.search(client.get("/calendar/").content.decode())
    result = Result(channel="call", outcome="no_answer", note="", next_step=None)
    record_outcome(step, result, version=step.version, actor=bank.ani, now=NOW)
    found = grid.search(client.get("/calendar/").content.decode())
    assert found
    assert {"ao-gd2", "ao-gr4", "ao-done"} <= set(found[1].split())  # Wednesday, 10.00


@pytest.mark.parametrize("name", ["followups:today", "followups:calendar"])
def test_the_number_of_queries_does_not_grow(bank: Bank, sign_in: SignIn, name: str) -> None:
    baselines = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())
    client, path = sign_in(bank.ani), reverse(name)
    counts = []
    for number in (1, 12):
        fill(bank, number)
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        counts.append(len(seen))
    assert counts == [baselines[name]] * 2


def test_on_a_sunday_the_calendar_shows_the_week_to_come(bank: Bank, sign_in: SignIn) -> None:
    make_step(bank.ani, "Si Senin Depan", on=date(2026, 11, 23), hour=time(10), now=EARLIER)
    with time_machine.travel(NOW.replace(day=22), tick=False):
        client = sign_in(bank.ani)
        ahead, ending, day = (
            client.get(f"/calendar/{query}").content.decode()
            for query in ("", "?day=2026-11-22", "?day=2026-11-22&view=day")
        )
    assert "pekan yang akan datang" in ahead
    assert "Si Senin Depan" in ahead
    assert "?day=2026-11-16" in ahead, "back to the week that ends"
    assert "?day=2026-11-30" in ahead, "and on to the one after"
    assert "Si Senin Depan" not in ending.split("<aside")[0]
    assert "pekan yang akan datang" not in ending + day
