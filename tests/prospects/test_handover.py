"""A leaver's records go to others by choice, territory or turn, told, and undone within a day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.outbox import worker
from documents import services as documents
from documents.models import Document, DocumentType
from followups.models import FollowUp, HandoverNotice
from org.holdings import held_by
from org.models import BankSettings, User
from org.people import close_account
from prospects import changes, consents, transfers
from prospects.bulk import running
from prospects.handover import turns
from prospects.models import (
    BulkBatch,
    Opportunity,
    OpportunityState,
    Partner,
    Prospect,
    Territory,
    TimelineEntry,
    TransferRequest,
)
from tests.factories.bank import Bank, make_bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
COBLONG, BANDUNG = "327302", "3273"


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


def owners() -> dict[str, str]:
    rows = Prospect.objects.system("test").select_related("owner")
    return {row.name: row.owner.username for row in rows}


def covers(bank: Bank, code: str, officer: User | None, branch: Any = None) -> Territory:
    return Territory.objects.create(
        branch=branch or bank.a, area_code=code, area_name=f"Tempat {code}", officer=officer
    )


def hand_over(client: Client, person: User, **form: str) -> BulkBatch:
    """Show how it is shared out, then start; return the batch."""
    here = f"/handover/{person.public_id}/"
    assert client.get(here).status_code == 200
    shown = client.post(here, form)
    assert shown.status_code == 200, shown.content.decode()[:300]
    answer = client.post(here, form | {"sure": "1", "idempotency_key": "a" * 16})
    assert answer.status_code == 303
    again = client.post(here, form | {"sure": "1", "idempotency_key": "a" * 16})
    assert again.headers["Location"] == answer.headers["Location"], "pressed twice"
    return BulkBatch.objects.get(action="handover")


def test_a_leavers_records_go_to_one_colleague_and_back(bank: Bank, sign_in: SignIn) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, "Punya Peluang")
    make_prospect(bank.ani, "Tanpa Peluang")
    other = make_prospect(bank.budi, "Dipegang Budi")
    with_ani = make_opportunity(bank.ani, bank.kpr, "Titipan")
    changes.reassign_prospect(with_ani.prospect, to=bank.budi, actor=bank.dewi, now=NOW)
    Opportunity.objects.system("test").filter(pk=with_ani.pk).update(owner=bank.ani)
    close_account(bank.ani, bank.ani.version, actor=bank.admin, now=NOW, ip=None)
    head = sign_in(bank.dewi)
    listed = head.get("/handover/").content.decode()
    assert "Ani Lestari" in listed
    assert "Akun ditutup" in listed
    steps = FollowUp.objects.system("test").filter(prospect=deal.prospect)
    due = steps.get().due_at
    batch = hand_over(head, bank.ani, mode="one", owner=bank.budi.public_id, reason="Mutasi")
    assert batch.state == "done"
    assert set(owners().values()) == {"budi"}
    deals = Opportunity.objects.system("test").values_list("owner__username", flat=True)
    assert set(deals) == {"budi"}, "also the one whose customer another holds"
    assert (steps.get().owner, steps.get().due_at) == (bank.budi, due)
    lines = TimelineEntry.objects.filter(data__batch=batch.public_id)
    assert lines.filter(kind="prospect_reassigned").count() == 2, "one line a record"
    past = OpportunityState.objects.system("test").filter(opportunity=deal).order_by("pk").first()
    assert past is not None
    assert past.owner_id == bank.ani.pk, "the figures of before stay the leaver's"
    page = head.get(f"/handover/batches/{batch.public_id}/").content.decode()
    assert "Budi" in page
    assert head.get(f"/prospects/bulk/{batch.public_id}/").status_code == 404
    undo = f"/handover/batches/{batch.public_id}/undo/"
    for _twice in range(2):
        assert head.post(undo).status_code == 303
    back = {"Punya Peluang": "ani", "Tanpa Peluang": "ani", "Titipan": "budi"}
    assert owners() == back | {other.name: "budi"}
    assert Opportunity.objects.system("test").get(pk=with_ani.pk).owner == bank.ani


def test_each_district_goes_to_who_covers_it(bank: Bank, sign_in: SignIn) -> None:
    covers(bank, COBLONG, bank.budi)
    covers(bank, BANDUNG, None)  # the officers of the branch in turn
    covers(bank, "3204", bank.citra, bank.b)  # another branch: the head of A knows nothing of it
    for name, code in (("Coblong", COBLONG), ("Sukajadi", "327301"), ("Soreang", "320437"),
                       ("Entah", "")):  # fmt: skip
        make_prospect(bank.ani, name, area_code=code)
    head = sign_in(bank.dewi)
    form = {"mode": "territory", "owner": bank.tono.public_id}
    shown = head.post(f"/handover/{bank.ani.public_id}/", form).content.decode()
    assert bank.citra.full_name not in shown
    hand_over(head, bank.ani, **form)
    found = owners()
    assert found["Coblong"] == "budi"
    assert found["Sukajadi"] == "budi", "the only officer left; lead and head take no turns"
    assert (found["Soreang"], found["Entah"]) == ("tono", "tono")


def test_turns_are_fair_over_many_hand_overs(bank: Bank, sign_in: SignIn) -> None:
    team = bank.ani.team
    assert team is not None
    officers = [bank.ani, bank.budi, bank.tono]
    with transaction.atomic():
        taken = [turns.take(team, officers) for _n in range(5)]
        officers.remove(bank.ani)
        taken += [turns.take(team, officers) for _n in range(2)]
    names = [one.username for one in taken if one]
    assert sorted(names[:3]) == ["ani", "budi", "tono"]
    assert names[3:5] == names[:2]
    assert "ani" not in names[5:]
    assert names[5] != names[6]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_give_one_officer_both() -> None:
    bank = make_bank()
    team, officers = bank.ani.team, [bank.ani, bank.budi]
    start, got = Barrier(2), []

    def take() -> None:
        start.wait()
        with transaction.atomic():
            got.append(turns.take(team, officers))
        connections.close_all()

    hands = [Thread(target=take) for _n in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert {one.username for one in got} == {"ani", "budi"}


def test_an_interrupted_hand_over_goes_on_where_it_stopped(
    bank: Bank, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_prospect(bank.ani, f"Orang {number}")
    monkeypatch.setattr(running, "AT_ONCE", 0)
    done, real = [], changes.reassign_prospect

    def dies(*args: Any, **kwargs: Any) -> Any:
        if len(done) == 2:
            raise KeyboardInterrupt  # as a worker that is killed
        done.append(1)
        return real(*args, **kwargs)

    batch = hand_over(sign_in(bank.dewi), bank.ani, mode="one", owner=bank.budi.public_id)
    assert batch.state == "waiting"
    monkeypatch.setattr(changes, "reassign_prospect", dies)
    with pytest.raises(KeyboardInterrupt):
        running.carry_on(batch, NOW)
    assert sorted(owners().values()) == ["ani", "ani", "budi", "budi"]
    monkeypatch.setattr(changes, "reassign_prospect", real)
    for _twice in range(2):
        batch.refresh_from_db()
        running.carry_on(batch, NOW)
    assert set(owners().values()) == {"budi"}
    assert TimelineEntry.objects.filter(kind="prospect_reassigned").count() == 4
    while worker.perform_run() != worker.NOTHING:
        pass


def test_who_may_not_hand_over_is_refused(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.ani, "Kenari")
    form = {"mode": "one", "owner": bank.budi.public_id, "sure": "1"}
    here = f"/handover/{bank.ani.public_id}/"
    answers = {
        name: sign_in(bank.people[name]).post(here, form).status_code
        for name in ("ani", "budi", "citra", "rudi", "hana", "eko", "admin")
    }
    assert answers == {"ani": 403, "budi": 404, "citra": 404, "rudi": 403, "hana": 403,
                       "eko": 403, "admin": 404}  # fmt: skip
    lead = sign_in(bank.tono)
    assert lead.post(here, form).status_code == 422, "Budi is not of his team"
    assert sign_in(bank.dewi).get(f"/handover/{bank.citra.public_id}/").status_code == 404
    assert owners() == {"Kenari": "ani"}


def test_quick_add_proposes_who_covers_the_place(bank: Bank, sign_in: SignIn) -> None:
    covers(bank, COBLONG, bank.budi)
    covers(bank, "320437", bank.citra, bank.b)
    address = "/prospects/new/territory/"
    form = {"name": "Baru", "phone": "081255501423", "product": bank.kpr.public_id,
            "area": "Coblong", "owner": bank.budi.public_id}  # fmt: skip
    head = sign_in(bank.dewi)
    box = head.get(address, {"area": "Coblong"}).content.decode()
    assert bank.budi.public_id in box
    assert bank.citra.full_name not in head.get(address, {"area": "Soreang"}).content.decode()
    assert head.post("/prospects/new/", form).status_code == 303
    officer = sign_in(bank.ani)
    told = officer.get(address, {"area": "Coblong"}).content.decode()
    assert bank.budi.full_name in told
    assert bank.budi.public_id not in told, "an officer is told and gives nothing away"
    form |= {"name": "Lain", "phone": "081255501424"}
    assert officer.post("/prospects/new/", form).status_code == 303
    assert owners() == {"Baru": "budi", "Lain": "ani"}


def test_heads_keep_the_territories_of_their_branch(bank: Bank, sign_in: SignIn) -> None:
    foreign = covers(bank, BANDUNG, bank.citra, bank.b)
    head = sign_in(bank.dewi)
    here = "/administration/territories/"
    assert "Tempat 3273" not in head.get(here).content.decode()
    assert head.get(here, {"id": foreign.public_id}).status_code == 404
    form = {"area": "Coblong", "branch": bank.a.pk, "officer": bank.budi.pk}
    assert head.post(f"{here}add/", form).status_code == 303
    made = Territory.objects.get(branch=bank.a)
    assert (made.area_code, made.officer) == (COBLONG, bank.budi)
    assert "Coblong" in made.area_name
    for wrong in ({"area": "Jawa Barat"}, {"branch": bank.b.pk}, {"officer": bank.citra.pk}):
        assert head.post(f"{here}add/", form | wrong).status_code == 422
    assert head.post(f"{here}add/", form).status_code == 422, "this branch covers it already"
    assert "Tempat 3273" in sign_in(bank.admin).get(here).content.decode()
    assert sign_in(bank.ani).get(here).status_code == 403


def test_the_new_officer_finds_the_message_for_who_agreed(bank: Bank, sign_in: SignIn) -> None:
    agreed, silent = (
        make_prospect(bank.ani, name, phone=phone)
        for name, phone in (("Setuju", "+6281255501423"), ("Diam", "+6281255501424"))
    )
    consents.give_consent(
        agreed, purpose="offers", channel="whatsapp", medium="paper", given_at=NOW,
        actor=bank.ani, now=NOW,
    )  # fmt: skip
    for person in (agreed, silent):
        changes.reassign_prospect(person, to=bank.budi, actor=bank.dewi, now=NOW)
    client = sign_in(bank.budi)
    page = unquote(client.get("/introductions/").content.decode())
    assert page.count("https://wa.me/") == 1
    assert "https://wa.me/6281255501423?text=" in page
    assert "menggantikan Ani Lestari" in page
    assert "Belum setuju dihubungi lewat WhatsApp" in page
    BankSettings.objects.create(pk=1, introduction="Halo, {petugas} menggantikan {petugas_lama}.")
    assert f"Halo, {bank.budi.full_name} menggantikan Ani" in unquote(
        client.get("/introductions/").content.decode()
    )
    for _twice in range(2):
        assert client.post(f"/introductions/{agreed.public_id}/").status_code == 303
    assert "Setuju</a>" not in client.get("/introductions/").content.decode()
    assert HandoverNotice.objects.filter(introduced_at__isnull=False).count() == 1
    assert sign_in(bank.citra).post(f"/introductions/{silent.public_id}/").status_code == 404
    assert "Diam" not in sign_in(bank.ani).get("/introductions/").content.decode()


def test_pages_ask_as_much_for_many_rows_as_for_few(bank: Bank, sign_in: SignIn) -> None:
    baselines = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())
    counts: list[dict[str, int]] = []
    for number in (1, 4):
        for place in range(number):
            one = make_opportunity(bank.ani, bank.kpr, f"Orang {number} {place}").prospect
            changes.reassign_prospect(one, to=bank.budi, actor=bank.dewi, now=NOW)
            make_opportunity(bank.ani, bank.kpr, f"Tinggal {number} {place}")
            covers(bank, f"32{number}{place}", bank.budi)
        counts.append({})
        for name, person, address in (
            ("prospects:handover-list", bank.dewi, "/handover/"),
            ("prospects:handover", bank.dewi, f"/handover/{bank.ani.public_id}/"),
            ("prospects:territory-list", bank.admin, "/administration/territories/"),
            ("followups:introductions", bank.budi, "/introductions/"),
        ):
            client = sign_in(person)
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts[-1][name] = len(asked)
    assert counts[0] == counts[1] == {name: baselines.get(name) for name in counts[0]}


def tbo(deal: Opportunity, bank: Bank, code: str = "purchase") -> Document:
    return documents.defer(
        deal, DocumentType.objects.get(code=code), version=0, actor=bank.dewi, now=NOW,
        due_on=(NOW + timedelta(days=20)).date(), responsible=deal.owner, reason="Menyusul",
    )  # fmt: skip


def win(deal: Opportunity) -> None:
    Opportunity.objects.system("test").filter(pk=deal.pk).update(status="won")


def test_nothing_open_stays_with_a_leaver(bank: Bank, sign_in: SignIn) -> None:
    """Also what no record of his carries along: papers after *cair*, calls, requests, partners."""
    running = make_opportunity(bank.ani, bank.kpr, "Sedang Jalan")
    won = make_opportunity(bank.ani, bank.kpr, "Sudah Cair")
    gone = make_opportunity(bank.ani, bank.kpr, "Cair, Dipegang Budi")
    papers = [tbo(deal, bank) for deal in (running, won, gone)]
    for deal in (won, gone):
        win(deal)
    Prospect.objects.system("test").filter(pk=gone.prospect_id).update(owner=bank.budi)
    foreign = make_prospect(bank.citra, "Diminta")
    transfers.ask(foreign, requester=bank.ani, now=NOW)
    partner = Partner.objects.create(kind="developer", name="PT Griya", sort_name="griya",
                                     officer=bank.ani)  # fmt: skip
    close_account(bank.ani, bank.ani.version, actor=bank.admin, now=NOW, ip=None)
    words = {str(held.words) for held in held_by(bank.ani)}
    assert words == {"2 prospek", "1 peluang berjalan", "3 tindak lanjut terbuka",
                     "3 dokumen masih menyusul", "1 rekanan",
                     "1 permintaan alih belum dijawab"}  # fmt: skip
    head = sign_in(bank.dewi)
    hand_over(head, bank.ani, mode="one", owner=bank.tono.public_id)
    assert [(held.words, held.url) for held in held_by(bank.ani)] == [("1 rekanan", "/partners/")]
    Partner.objects.filter(pk=partner.pk).update(officer=bank.tono)
    assert held_by(bank.ani) == []
    now = [Document.objects.system("test").get(pk=paper.pk) for paper in papers]
    takers = [bank.tono, bank.tono, bank.budi]
    assert [(one.owner, one.responsible) for one in now] == [(who, who) for who in takers]
    assert Opportunity.objects.system("test").get(pk=won.pk).owner == bank.ani, "who won it"
    asked = TransferRequest.objects.system("test").get()
    assert (asked.state, asked.answered_by) == ("refused", bank.dewi)
    steps = FollowUp.objects.system("test").values_list("prospect__name", "owner__username")
    assert dict(steps)["Cair, Dipegang Budi"] == "budi"


def test_who_took_over_brings_the_paper_of_a_won_application(bank: Bank, sign_in: SignIn) -> None:
    won = make_opportunity(bank.ani, bank.kpr, "Sudah Cair")
    tbo(won, bank)
    win(won)
    changes.reassign_prospect(won.prospect, to=bank.budi, actor=bank.dewi, now=NOW)
    budi = sign_in(bank.budi)
    due = budi.get("/documents/").content.decode()
    here = reverse("documents:paper", args=[won.public_id, "purchase"])
    assert here in due
    assert "Sudah Cair" in budi.get(here).content.decode()
    got = {"received_on": f"{NOW:%d/%m/%Y}", "version": 1}
    assert budi.post(f"{here}receive/", got).status_code == 303
    assert Document.objects.system("test").get().state == "received"
    assert budi.get(reverse("documents:checklist", args=[won.public_id])).status_code == 200
    assert budi.get(f"/pipeline/{won.public_id}/").status_code == 404, "it is Ani's still"
    assert sign_in(bank.citra).get(here).status_code == 404
    won.prospect.refresh_from_db()
    changes.reassign_prospect(won.prospect, to=bank.ani, actor=bank.dewi, now=NOW)
    assert sign_in(bank.budi).get(here).status_code == 404
