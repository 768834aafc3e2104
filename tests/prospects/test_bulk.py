"""One change to many rows: each checked, told, done once, undone within a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from core.outbox import worker
from followups.models import FollowUp
from org.models import AuditEntry, User
from prospects import changes, services
from prospects.bulk import running
from prospects.models import (
    BulkBatch,
    BulkItem,
    Opportunity,
    Prospect,
    ProspectTag,
    TimelineEntry,
)
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


def ticks(*rows: Prospect | Opportunity) -> list[str]:
    return [f"{row.public_id}.{row.version}" for row in rows]


def choose(client: Client, action: str, picks: list[str], table: str = "prospects/bulk/", **more):
    url = f"/{table}" if table.startswith("p") else table
    return client.post(url, {"action": action, "pick": picks, **more})


def run(client: Client, action: str, picks: list[str], form: dict, **more) -> BulkBatch:
    """Choose rows, fill in the form, start; return the batch."""
    page = choose(client, action, picks, **more).headers["Location"]
    assert client.get(page).status_code == 200
    assert client.post(page, form).status_code == 303
    return BulkBatch.objects.get(public_id=page.split("/")[-2])


def states(batch: BulkBatch) -> list[str]:
    return list(batch.items.order_by("position").values_list("state", flat=True))


def owners(*rows: Prospect) -> list[str]:
    keys = [row.pk for row in rows]
    found = Prospect.objects.system("test").filter(pk__in=keys).order_by("pk")
    return [row.owner.username for row in found.select_related("owner")]


def test_a_head_assigns_rows_and_takes_it_back(bank: Bank, sign_in: SignIn) -> None:
    deals = [make_opportunity(bank.ani, bank.kpr, f"Orang {n}") for n in range(3)]
    people = [deal.prospect for deal in deals]
    foreign = make_prospect(bank.citra, "Kenari Rahasia")
    client = sign_in(bank.dewi)
    picks = ticks(*people, foreign)
    changes.change_prospect(
        people[2], {"name": "Berubah"}, version=people[2].version, actor=bank.ani, now=NOW
    )
    batch = run(client, "assign", picks, {"owner": bank.budi.public_id, "reason": "Rotasi"})
    assert states(batch) == ["done", "done", "skipped"], "the foreign row was never taken"
    assert owners(*people, foreign) == ["budi", "budi", "ani", "citra"]
    page = client.get(f"/prospects/bulk/{batch.public_id}/").content.decode()
    assert "Berubah" in page
    assert "Diubah orang lain" in page
    assert "Kenari" not in page
    lines = TimelineEntry.objects.filter(kind="prospect_reassigned", prospect__in=people)
    assert [line.data["batch"] for line in lines] == [batch.public_id] * 2
    assert Opportunity.objects.system("t").filter(owner=bank.budi).count() == 2
    assert AuditEntry.objects.get(action="bulk.start").detail["rows"] == 3
    for _twice in range(2):
        client.post(f"/prospects/bulk/{batch.public_id}/", {"owner": bank.ani.public_id})
        running.carry_on(BulkBatch.objects.get(pk=batch.pk), NOW)
    assert owners(*people) == ["budi", "budi", "ani"]
    changes.change_prospect(
        Prospect.objects.system("t").get(pk=people[0].pk), {"notes": "Baru"},
        version=people[0].version + 1, actor=bank.budi, now=NOW,
    )  # fmt: skip
    for _twice in range(2):
        client.post(f"/prospects/bulk/{batch.public_id}/undo/")
    assert owners(*people) == ["budi", "ani", "ani"]
    assert states(batch) == ["kept", "undone", "skipped"]
    assert Opportunity.objects.system("t").filter(owner=bank.budi).count() == 1


def test_a_leavers_rows_go_in_turn_to_the_officers_of_a_team(bank: Bank, sign_in: SignIn) -> None:
    User.objects.filter(pk=bank.budi.pk).update(team=bank.team)
    rows = [make_prospect(bank.ani, f"Orang {n}") for n in range(4)]
    User.objects.filter(pk=bank.ani.pk).update(team=None, is_active=False)
    client, url = sign_in(bank.dewi), f"prospects/bulk/?owner={bank.ani.public_id}"
    form = {"owner": f"team:{bank.team.public_id}"}
    batch = run(client, "assign", [], form, table=url, whole="1")
    assert states(batch) == ["done"] * 4
    assert sorted(owners(*rows)) == ["budi", "budi", "tono", "tono"]
    assert client.post(choose(client, "assign", ticks(*rows)).headers["Location"],
                       {"owner": "team:nobody"}).status_code in {303, 422}  # fmt: skip


def test_rights_hold_at_every_step(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani)
    officer = sign_in(bank.ani)
    assert choose(officer, "assign", ticks(prospect)).status_code == 403
    assert choose(officer, "stage", ticks(prospect)).headers["Location"] == "/prospects/"
    page = choose(sign_in(bank.dewi), "assign", ticks(prospect)).headers["Location"]
    client = sign_in(bank.budi)
    assert client.get(page).status_code == 404
    assert client.post(page, {"owner": bank.budi.public_id}).status_code == 404
    client = sign_in(bank.dewi)
    assert client.post(page, {"owner": bank.citra.public_id}).status_code == 422, "out of reach"
    assert choose(sign_in(bank.eko), "tag", ticks(prospect)).status_code == 403
    assert choose(sign_in(bank.dewi), "tag", []).headers["Location"] == "/prospects/"
    assert BulkBatch.objects.exclude(state="draft").count() == 0


def test_who_lost_the_right_changes_nothing_more(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani)
    page = choose(sign_in(bank.dewi), "assign", ticks(prospect)).headers["Location"]
    batch = BulkBatch.objects.get(public_id=page.split("/")[-2])
    running.start(batch, {"owner": bank.budi.public_id, "name": "x"}, now=NOW, ip=None)
    User.objects.filter(pk=bank.dewi.pk).update(is_active=False)
    running.carry_on(batch, NOW)
    assert states(batch) == ["skipped"]
    assert owners(prospect) == ["ani"]


def test_labels_are_put_on_all_rows_of_a_filter_and_taken_off_again(
    bank: Bank, sign_in: SignIn
) -> None:
    bare, planned = make_prospect(bank.ani, "Satu"), make_prospect(bank.ani, "Dua")
    services.set_next_step(bare.pk, at=None, step="")
    client = sign_in(bank.ani)
    batch = run(
        client, "tag", [], {"name": "Pameran"}, table="prospects/bulk/?step=none", whole="1"
    )
    assert states(batch) == ["done"]
    tagged = ProspectTag.objects.visible_to(bank.ani)
    assert [row.prospect_id for row in tagged] == [bare.pk]
    again = run(client, "tag", ticks(bare, planned), {"known": "pameran"})
    assert states(again) == ["same", "done"]
    off = run(client, "tag", ticks(bare), {"name": "Pameran", "off": "1"})
    assert tagged.count() == 1
    client.post(f"/prospects/bulk/{off.public_id}/undo/")
    client.post(f"/prospects/bulk/{again.public_id}/undo/")
    assert [row.prospect_id for row in tagged.all()] == [bare.pk]
    assert TimelineEntry.objects.filter(kind="prospect_tagged", prospect=bare).count() == 2


def test_stages_move_only_where_the_ladder_allows(bank: Bank, sign_in: SignIn) -> None:
    free, locked = (make_opportunity(bank.ani, bank.kpr, name) for name in ("A", "B"))
    other = make_opportunity(bank.ani, bank.deposit, "C")
    Opportunity.objects.system("after the decision").filter(pk=locked.pk).update(stage="decision")
    client, table = sign_in(bank.ani), "pipeline/table/bulk/"
    page = choose(client, "stage", ticks(free), table).headers["Location"]
    assert client.post(page, {"stage": "decision"}).status_code == 422
    batch = run(client, "stage", ticks(free, locked, other), {"stage": "documents"}, table=table)
    assert states(batch) == ["done", "skipped", "skipped"]
    free.refresh_from_db()
    assert (free.stage, free.holder != "") == ("documents", True)
    client.post(f"/prospects/bulk/{batch.public_id}/undo/")
    free.refresh_from_db()
    assert (free.stage, free.holder) == (free.product.type.first.code, "")


def test_a_step_is_planned_for_many_and_given_up_again(bank: Bank, sign_in: SignIn) -> None:
    rows = [make_prospect(bank.ani, f"Orang {n}") for n in range(2)]
    client = sign_in(bank.ani)
    page = choose(client, "step", ticks(*rows)).headers["Location"]
    for wrong in ("", "1/1", "17/11/2026"):
        assert client.post(page, {"due_on": wrong}).status_code == 422
    batch = run(client, "step", ticks(*rows), {"due_on": "27/11/2026", "channel": "visit"})
    made = FollowUp.objects.visible_to(bank.ani).filter(channel="visit")
    assert made.filter(state="open").count() == 2
    touched = made.order_by("pk")[0]
    touched.save_version(1, subject="Sudah diubah")
    client.post(f"/prospects/bulk/{batch.public_id}/undo/")
    assert sorted(states(batch)) == ["kept", "undone"]
    assert made.filter(state="open").count() == 1


def test_a_long_batch_is_a_workers_and_goes_on_where_it_stopped(
    bank: Bank, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 2)
    rows = [make_prospect(bank.ani, f"Orang {n}") for n in range(4)]
    client = sign_in(bank.ani)
    batch = run(client, "tag", ticks(*rows), {"name": "Arisan"})
    assert states(batch) == ["waiting"] * 4
    page = client.get(f"/prospects/bulk/{batch.public_id}/").content.decode()
    assert 'hx-trigger="every 2s"' in page
    BulkItem.objects.filter(batch=batch, position=0).update(state="done")  # a worker that died
    while worker.perform_run() != worker.NOTHING:
        pass
    assert states(batch) == ["done"] * 4
    assert ProspectTag.objects.visible_to(bank.ani).count() == 3, "nothing is done twice"
    batch.refresh_from_db()
    assert batch.state == "done"
    client.post(f"/prospects/bulk/{batch.public_id}/undo/")
    while worker.perform_run() != worker.NOTHING:
        pass
    assert not ProspectTag.objects.visible_to(bank.ani).exists()


def test_a_short_batch_that_was_interrupted_is_ended_by_a_worker(
    bank: Bank, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospects.views.bulk.views.finish_short", lambda *_args: None)
    rows = [make_prospect(bank.ani, f"Orang {n}") for n in range(2)]
    batch = run(sign_in(bank.ani), "tag", ticks(*rows), {"name": "Arisan"})
    with time_machine.travel(NOW + timedelta(hours=1, minutes=2), tick=False):
        while worker.perform_run() != worker.NOTHING:
            pass
    assert states(batch) == ["done", "done"]


def test_a_restricted_person_gets_no_label(bank: Bank, sign_in: SignIn) -> None:
    row = make_prospect(bank.ani)
    Prospect._unscoped.filter(pk=row.pk).update(restricted_at=NOW, restricted_why="Diminta")
    batch = run(sign_in(bank.ani), "tag", ticks(row), {"name": "Arisan"})
    assert states(batch) == ["skipped"]


def test_after_a_day_nothing_is_undone(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani)
    client = sign_in(bank.ani)
    batch = run(client, "tag", ticks(prospect), {"name": "Arisan"})
    with time_machine.travel(NOW + timedelta(hours=26), tick=False):
        assert "undo/" not in client.get(f"/prospects/bulk/{batch.public_id}/").content.decode()
        client.post(f"/prospects/bulk/{batch.public_id}/undo/")
    assert states(batch) == ["done"]


def test_more_rows_than_the_limit_are_refused(
    bank: Bank, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospects.bulk.choosing.LIMIT", 1)
    make_prospect(bank.ani, "A")
    make_prospect(bank.ani, "B")
    client = sign_in(bank.ani)
    assert choose(client, "tag", [], whole="1").headers["Location"] == "/prospects/"
    assert "Lebih dari 1 baris" in client.get("/prospects/").content.decode()
    assert not BulkBatch.objects.exists()
