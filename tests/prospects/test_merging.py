"""Two records of one person become one, and two again; nobody merges twice."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from psycopg2.sql import SQL, Identifier

from followups.models import FollowUp
from org.models import AuditEntry, User
from prospects import consents, links, merging, phones, transfers
from prospects.merging import Choice
from prospects.models import (
    Consent,
    Opportunity,
    Prospect,
    ProspectMerge,
    ProspectPhone,
    TimelineEntry,
)
from prospects.models.sealed import open_sealed, set_sealed
from prospects.phones import PhoneFacts
from tests.factories.bank import Bank, make_bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
NIK, NPWP = "3273995206900001", "0013121660091000"
FIRST, SECOND, THIRD = "+6281255501423", "+62215550123", "+6281255509999"
HANDS = 4


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def fresh(prospect: Prospect) -> Prospect:
    return Prospect.objects.system("test").get(pk=prospect.pk)


@pytest.fixture
def pair(bank: Bank) -> tuple[Prospect, Prospect]:
    """The same woman twice, both Ani's; the second holds NIK, a deal and what hangs below."""
    keeper = make_opportunity(
        bank.ani, bank.kpr, "Sri Wahyuni", phone=FIRST, address="Jl. Melati 3"
    ).prospect
    twin = make_opportunity(
        bank.ani, bank.deposit, "Sri Wahyuni H.", phone=THIRD, nik=NIK, npwp=NPWP,
        mother="Siti Aminah", email="sri@example.com",
    ).prospect  # fmt: skip
    phones.add_phone(twin, PhoneFacts(FIRST, do_not_call=True), actor=bank.ani, now=NOW)
    phones.add_phone(twin, PhoneFacts(SECOND, use="office"), actor=bank.ani, now=NOW)
    links.add_link(twin, "spouse", other_name="Hadi", actor=bank.ani, now=NOW)
    links.add_link(twin, "group", other=keeper, actor=bank.ani, now=NOW)
    transfers.ask(twin, requester=bank.citra, now=NOW)
    return fresh(keeper), fresh(twin)


def choice(keeper: Prospect, twin: Prospect, *names: str) -> Choice:
    return Choice(fresh(keeper).version, fresh(twin).version, frozenset(names))


def merge(bank: Bank, pair: tuple[Prospect, Prospect], *names: str) -> ProspectMerge:
    keeper, twin = pair
    return merging.merge(keeper, twin, choice(keeper, twin, *names), actor=bank.ani, now=NOW)


def test_every_table_that_points_to_a_prospect_says_what_a_merge_does() -> None:
    stays = {
        "prospects.ProspectPast.prospect": "tells how it was",
        "prospects.HoldLapse.prospect": "dropped at night with what lies in the archive",
        "prospects.ProspectPhone.prospect": "moves by number",
        "prospects.ProspectMerge.winner": "tells what was merged",
        "prospects.ProspectMerge.loser": "tells what was merged",
        "prospects.BulkItem.prospect": "tells what was done to that record",
        "prospects.ImportedRow.prospect": "tells what was done to that record",
        "prospects.Prospect.merged_into": "points to the winner of an earlier merge",
    }
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if not model.__name__.endswith("Event")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Prospect
    }
    assert found == {*settings.PROSPECT_MERGE_PARTS, *stays}
    assert not {*settings.PROSPECT_MERGE_PARTS} & set(stays)


def test_everything_below_moves_and_secrets_open_in_their_new_row(
    bank: Bank, pair: tuple[Prospect, Prospect]
) -> None:
    keeper, twin = pair
    merge(bank, pair, "nik", "npwp", "mother", "email", "birth_date", "sex")
    after, gone = fresh(keeper), fresh(twin)
    assert (gone.archived_at, gone.merged_into) == (NOW, after)
    assert after.name == "Sri Wahyuni"
    assert after.email == "sri@example.com"
    opened = [open_sealed(after, name) for name in ("nik", "npwp", "mother")]
    assert opened == [NIK, NPWP, "Siti Aminah"]
    assert after.nik_cipher != gone.nik_cipher
    for model in (Opportunity, FollowUp):
        assert {row.prospect_id for row in model.objects.system("test")} == {after.pk}
    rows = ProspectPhone.objects.system("test").of(after)
    assert [(row.number, row.is_primary, row.do_not_call) for row in rows] == [
        (FIRST, True, True), (THIRD, False, False), (SECOND, False, False),
    ]  # fmt: skip
    assert after.is_phone_barred
    assert THIRD[3:] in after.search_text
    assert [end.name for end in links.links_of(after, bank.ani)] == ["Hadi"]
    assert after.next_step_at is not None
    assert TimelineEntry.objects.filter(prospect=twin).count() == 0
    assert AuditEntry.objects.filter(action="prospect.merge", actor=bank.ani).count() == 1


def snapshot() -> dict[str, list[str]]:
    """Every row of every business table as text, without what counts changes."""
    counted = ("version", "updated_at", "search_text")
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            is_business = table.startswith(("prospects_", "followups_"))
            if not is_business or table.endswith(("event", "prospectmerge", "past", "delta")):
                continue
            rows = SQL("SELECT to_jsonb(t)::text FROM {} AS t ORDER BY 1").format(Identifier(table))
            cursor.execute(rows)
            found[table] = [
                str(sorted((k, v) for k, v in json.loads(row).items() if k not in counted))
                for (row,) in cursor.fetchall()
            ]
    return found


def without_news(found: dict[str, list[str]]) -> dict[str, list[str]]:
    news = [row for row in found["prospects_timelineentry"] if "prospect_merge" not in row]
    return found | {"prospects_timelineentry": news}


def test_undo_within_a_day_restores_every_table_exactly(
    bank: Bank, pair: tuple[Prospect, Prospect]
) -> None:
    before = snapshot()
    row = merge(bank, pair, *merging.CHOSEN, "nik", "npwp", "mother")
    assert snapshot() != before
    merging.undo(row, actor=bank.ani, now=NOW + timedelta(hours=23))
    assert without_news(snapshot()) == before
    assert open_sealed(fresh(pair[1]), "nik") == NIK
    with pytest.raises(merging.TooLateError):
        merging.undo(row, actor=bank.ani, now=NOW + timedelta(hours=23))


def test_a_later_edit_survives_the_undo(bank: Bank, pair: tuple[Prospect, Prospect]) -> None:
    keeper, _twin = pair
    row = merge(bank, pair, "email", "address")
    Prospect.objects.system("test").filter(pk=keeper.pk).update(address="Jl. Baru 1")
    merging.undo(row, actor=bank.ani, now=NOW)
    assert (fresh(keeper).address, fresh(keeper).email) == ("Jl. Baru 1", "")


def test_after_a_day_it_is_too_late_and_the_old_values_are_gone(
    bank: Bank, pair: tuple[Prospect, Prospect]
) -> None:
    row = merge(bank, pair, "nik")
    later = NOW + timedelta(hours=25)
    assert merging.forget(NOW) == 0
    assert merging.forget(later) == 1
    assert merging.forget(later) == 0
    with pytest.raises(merging.TooLateError):
        merging.undo(row, actor=bank.ani, now=later)
    assert ProspectMerge.objects.system("test").get().before == {}


def test_a_withdrawal_on_either_record_holds_and_the_undo_gives_back(
    bank: Bank, pair: tuple[Prospect, Prospect]
) -> None:
    keeper, twin = pair
    given, later = NOW - timedelta(days=9), NOW - timedelta(days=2)

    def give(who: Prospect, channel: str, at: datetime) -> Consent:
        return consents.give_consent(
            who, purpose="offers", channel=channel, medium="paper", given_at=at, actor=bank.ani,
            now=NOW,
        )  # fmt: skip

    for who in pair:
        for way in ("whatsapp", "phone"):
            give(who, way, given)
    for row in Consent.objects.system("test").filter(prospect=twin):
        consents.withdraw_consent(row, medium="phone", actor=bank.ani, now=later)
    anew = Consent.objects.system("test").get(prospect=keeper, channel="phone")
    Consent.objects.system("test").filter(pk=anew.pk).update(given_at=NOW)  # after the withdrawal

    def open_ways() -> set[str]:
        ways = ("whatsapp", "phone")
        return {w for w in ways if consents.has_consent(keeper, "offers", channel=w, at=NOW)}

    merged = merge(bank, pair)
    assert open_ways() == {"phone"}, "what was withdrawn does not come to life by a merge"
    assert fresh(keeper).offer_channels == "phone"
    merging.undo(merged, actor=bank.ani, now=NOW)
    assert open_ways() == {"phone", "whatsapp"}
    assert fresh(twin).offer_channels == ""


def test_the_older_merge_of_a_chain_is_not_undone_first(
    bank: Bank, pair: tuple[Prospect, Prospect]
) -> None:
    first, top = merge(bank, pair), make_prospect(bank.ani, "Sri Wahyuni Utami")
    last = merge(bank, (top, pair[0]))
    with pytest.raises(merging.TooLateError):
        merging.undo(first, actor=bank.ani, now=NOW)
    for row in (last, first):
        merging.undo(row, actor=bank.ani, now=NOW)
    assert fresh(pair[1]).archived_at is None


def test_a_number_recorded_again_meanwhile_is_told_and_nothing_is_undone(
    bank: Bank, sign_in: SignIn, pair: tuple[Prospect, Prospect]
) -> None:
    keeper, twin = pair
    for name in ("nik", "npwp"):  # the numbers are the winner's now, and the merge takes others
        set_sealed(keeper, name, {"nik": "3273995206900002", "npwp": "0013121660092000"}[name])
    keeper.save()
    row = merge(bank, (keeper, twin), "nik", "npwp")
    make_prospect(bank.budi, "Orang lain", nik="3273995206900002")
    answer = sign_in(bank.ani).post(f"/prospects/merges/{row.public_id}/undo/", follow=True)
    assert "NIK ini sudah tercatat" in answer.content.decode()
    assert fresh(twin).archived_at is not None


def body(keeper: Prospect, twin: Prospect, **more: str) -> dict[str, Any]:
    return {"version": keeper.version, "other_version": twin.version} | more


def address(keeper: Prospect, twin: Prospect) -> str:
    return f"/prospects/{keeper.public_id}/merge/{twin.public_id}/"


def test_the_page_shows_both_and_the_old_address_leads_on(
    bank: Bank, sign_in: SignIn, pair: tuple[Prospect, Prospect]
) -> None:
    keeper, twin = pair
    client = sign_in(bank.ani)
    shown = client.get(address(keeper, twin)).content.decode()
    for text in ("Sri Wahyuni H.", "Jl. Melati 3", "3273••••••••0001", twin.number):
        assert text in shown
    assert NIK not in shown
    done = client.post(address(keeper, twin), body(keeper, twin, nik="loser"), follow=True)
    assert done.redirect_chain == [(f"/prospects/{keeper.public_id}/", 303)]
    assert "/undo/" in done.content.decode()
    assert client.post(address(keeper, twin), body(keeper, twin)).status_code == 303
    old = client.get(f"/prospects/{twin.public_id}/")
    assert (old.status_code, old.url) == (302, f"/prospects/{keeper.public_id}/")
    assert sign_in(bank.budi).get(f"/prospects/{twin.public_id}/").status_code == 404
    undo = f"/prospects/merges/{ProspectMerge.objects.system('test').get().public_id}/undo/"
    assert sign_in(bank.budi).post(undo).status_code == 404
    assert sign_in(bank.ani).post(undo).status_code == 303
    assert fresh(twin).archived_at is None
    assert client.get(f"/prospects/{twin.public_id}/").status_code == 200


def test_a_change_meanwhile_is_shown_before_anything_is_merged(
    bank: Bank, sign_in: SignIn, pair: tuple[Prospect, Prospect]
) -> None:
    keeper, twin = pair
    Prospect.objects.system("test").filter(pk=twin.pk).update(version=9, address="Jl. Lain 8")
    stale = sign_in(bank.ani).post(address(keeper, twin), body(keeper, twin))
    assert stale.status_code == 409
    assert "Jl. Lain 8" in stale.content.decode()
    assert fresh(twin).archived_at is None


@pytest.mark.parametrize(
    ("person", "status"),
    [("tono", 404), ("dewi", 303), ("budi", 404), ("gita", 403), ("rudi", 403), ("eko", 403)],
)
def test_two_owners_records_are_merged_by_a_head_alone(
    bank: Bank, sign_in: SignIn, person: str, status: int
) -> None:
    keeper, twin = make_prospect(bank.ani, "Sri"), make_prospect(bank.budi, "Sri")
    client = sign_in(bank.people[person])
    assert client.post(address(keeper, twin), body(keeper, twin)).status_code == status
    assert bool(fresh(twin).archived_at) == (status == 303)


def test_an_archived_twin_comes_back_by_undo_alone(
    bank: Bank, sign_in: SignIn, pair: tuple[Prospect, Prospect]
) -> None:
    merge(bank, pair)
    answer = sign_in(bank.ani).post(f"/prospects/{pair[1].public_id}/restore/", follow=True)
    assert "digabung" in answer.content.decode()
    assert fresh(pair[1]).archived_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_race_merges_once() -> None:
    bank = make_bank()
    keeper, twin = make_prospect(bank.ani, "Sri"), make_prospect(bank.ani, "Sri", nik=NIK)
    barrier, outcomes = Barrier(HANDS), []

    def press(number: int) -> None:
        one, other = (keeper, twin) if number % 2 else (twin, keeper)
        try:
            barrier.wait(timeout=30)
            merging.merge(one, other, Choice(1, 1), actor=bank.ani, now=NOW)
            outcomes.append("merged")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=[number]) for number in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[-1] == "merged"
    assert outcomes.count("merged") == 1
    assert Prospect.objects.system("test").live().count() == 1
    assert ProspectMerge.objects.system("test").count() == 1
