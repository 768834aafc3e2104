"""Edit with a version, archive and restore, hand over, and asking for a hand-over."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from core.outbox.kinds import Cancelled
from core.outbox.models import Run
from org.models import AuditEntry, User
from prospects import services
from prospects.mails import TransferAskedMail, TransferEscalatedMail
from prospects.models import Opportunity, OpportunityState, Prospect, TransferRequest
from prospects.transfers import plan_escalations, refuse
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def edited(prospect: Prospect, **changed: Any) -> dict[str, Any]:
    return {
        "name": prospect.name, "phone": prospect.phone, "status": "active", "kind": "person",
        "version": prospect.version,
    } | changed  # fmt: skip


def fresh(prospect: Prospect) -> Prospect:
    return Prospect.objects.system("test").get(pk=prospect.pk)


def test_an_edit_saves_and_is_found_by_its_new_name(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani, "Sugimin")
    client, url = sign_in(bank.ani), f"/prospects/{prospect.public_id}/edit/"
    assert 'value="Sugimin"' in client.get(url).content.decode()
    response = client.post(url, edited(prospect, name="Sugimin Hadi", source="event"))
    assert response.status_code == 303
    after = fresh(prospect)
    assert (after.name, after.version, after.contact_basis) == ("Sugimin Hadi", 2, "consent")
    assert "sugimin hadi" in after.search_text


def test_a_stale_save_shows_both_values_and_writes_nothing(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani, "Sugimin", phone="+6281255501423")
    client, url = sign_in(bank.ani), f"/prospects/{prospect.public_id}/edit/"
    assert client.post(url, edited(prospect, name="Versi Pertama")).status_code == 303
    stale = client.post(url, edited(prospect, name="Versi Kedua", notes="Catatan saya"))
    shown = stale.content.decode()
    assert stale.status_code == 409
    assert "Versi Pertama" in shown
    assert "Versi Kedua" in shown
    assert "Ani Lestari" in shown
    assert fresh(prospect).name == "Versi Pertama"
    keep_mine = edited(prospect, name="Versi Kedua", notes="Catatan saya", version=2)
    assert client.post(url, keep_mine).status_code == 303
    assert (fresh(prospect).name, fresh(prospect).notes) == ("Versi Kedua", "Catatan saya")


def test_the_conflict_page_posts_the_whole_form_again(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani, "Sugimin", phone="+6281255501423")
    client, url = sign_in(bank.ani), f"/prospects/{prospect.public_id}/edit/"
    client.post(url, edited(prospect, name="Versi Pertama"))
    shown = client.post(url, edited(prospect, name="Versi Kedua")).content.decode()
    for name in ("name", "phone", "status", "kind", "notes", "area", "email", "nik"):
        assert f'name="{name}"' in shown
    assert 'name="version" value="2"' in shown


def test_an_edit_after_a_hand_over_finds_nothing(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani)
    from prospects.changes import reassign_prospect

    reassign_prospect(prospect, to=bank.budi, actor=bank.dewi, now=NOW)
    url = f"/prospects/{prospect.public_id}/edit/"
    assert sign_in(bank.ani).post(url, edited(prospect, name="X")).status_code == 404


@pytest.mark.parametrize("person", ["rudi", "gita", "eko"])
def test_who_only_reads_changes_nothing(bank: Bank, sign_in: SignIn, person: str) -> None:
    prospect = make_prospect(bank.ani)
    client, url = sign_in(bank.people[person]), f"/prospects/{prospect.public_id}/"
    assert client.get(url).status_code == 200
    for action in ("edit/", "archive/", "restore/"):
        assert client.post(url + action, edited(prospect, name="X")).status_code == 403
    assert fresh(prospect).name == "Sugimin"


def test_a_nik_of_another_is_refused_on_edit_too(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.citra, "Rahasia", nik="3275015203900004")
    prospect = make_prospect(bank.ani)
    response = sign_in(bank.ani).post(
        f"/prospects/{prospect.public_id}/edit/", edited(prospect, nik="3275015203900004")
    )
    assert response.status_code == 422
    assert "Citra Wulandari" in response.content.decode()
    assert "Rahasia" not in response.content.decode()


def test_archiving_hides_and_undo_brings_back(bank: Bank, sign_in: SignIn) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    prospect = opportunity.prospect
    client, url = sign_in(bank.ani), f"/prospects/{prospect.public_id}/"
    archived = client.post(f"{url}archive/", follow=True)
    assert f'action="{url}restore/"' in archived.content.decode()
    assert client.get("/prospects/").context["total"] == "0"
    assert client.get("/prospects/", {"shown": "archived"}).context["total"] == "1"
    assert not Opportunity.objects.visible_to(bank.ani).live().exists()
    client.post(f"{url}restore/")
    assert client.get("/prospects/").context["total"] == "1"
    assert Opportunity.objects.visible_to(bank.ani).live().exists()
    assert Prospect.objects.system("test").count() == 1


def test_a_person_others_work_on_is_not_archived(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani)
    services.add_opportunity(
        prospect, product=bank.kpr, amount=0, actor=bank.budi, now=NOW, owner=bank.budi
    )
    response = sign_in(bank.ani).post(f"/prospects/{prospect.public_id}/archive/", follow=True)
    assert "AO lain masih mengerjakan" in response.content.decode()
    assert fresh(prospect).archived_at is None


def test_the_head_hands_over_with_open_work(bank: Bank, sign_in: SignIn) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    prospect = opportunity.prospect
    url = f"/prospects/{prospect.public_id}/reassign/"
    client = sign_in(bank.dewi)
    picker = client.get(url).content.decode()
    assert "Budi Santosa" in picker
    assert "Citra" not in picker
    with time_machine.travel(NOW.replace(minute=5), tick=False):
        response = client.post(url, {"owner": bank.budi.public_id, "reason": "Wilayah"})
    assert response.status_code == 303
    moved = Opportunity.objects.system("test").get()
    assert fresh(prospect).owner == moved.owner == bank.budi
    states = OpportunityState.objects.system("test").order_by("valid_from")
    assert [state.owner for state in states] == [bank.ani, bank.budi]
    assert AuditEntry.objects.filter(action="prospect.reassign", actor=bank.dewi).count() == 1
    assert sign_in(bank.ani).get(f"/prospects/{prospect.public_id}/").status_code == 404


def test_nobody_is_given_to_a_person_out_of_reach(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.ani)
    url = f"/prospects/{prospect.public_id}/reassign/"
    assert sign_in(bank.dewi).post(url, {"owner": bank.citra.public_id}).status_code == 422
    assert sign_in(bank.ani).post(url, {"owner": bank.budi.public_id}).status_code == 403
    assert fresh(prospect).owner == bank.ani


TYPED = {"phone": "0812-5550-1423"}


def test_a_foreign_match_shows_owner_branch_and_days_only(bank: Bank, sign_in: SignIn) -> None:
    held = make_opportunity(
        bank.citra, bank.kpr, "Rahasia Sekali", amount=654_000_000, phone="+6281255501423"
    ).prospect
    services.note_contact(held.pk, at=NOW.replace(day=6))
    shown = sign_in(bank.ani).post("/prospects/new/check/", TYPED).content.decode()
    assert "Citra Wulandari" in shown
    assert "KC Bekasi" in shown
    assert "12 hari lalu" in shown
    for secret in ("Rahasia", "KPR", "654", held.public_id, held.number):
        assert secret not in shown
    entry = AuditEntry.objects.get(action="duplicate.shown")
    assert (entry.actor, entry.object_id) == (bank.ani, held.public_id)
    assert entry.detail == {"by": "phone", "is_visible": False}


def test_a_visible_match_is_shown_with_its_link(bank: Bank, sign_in: SignIn) -> None:
    own = make_opportunity(bank.ani, bank.kpr, "Rudi Hermawan", phone="+6281255501423").prospect
    shown = sign_in(bank.ani).post("/prospects/new/check/", TYPED).content.decode()
    assert "Rudi Hermawan" in shown
    assert "KPR Griya" in shown
    assert f'href="/prospects/{own.public_id}/"' in shown


def test_half_a_number_finds_nothing_and_leaves_no_line(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.citra, "Rahasia", phone="+6281255501423")
    client = sign_in(bank.ani)
    for half in ("0812", "08125550142", "1423", "0812%", "_" * 12, "\x00"):
        assert (
            "ao-dup" not in client.post("/prospects/new/check/", {"phone": half}).content.decode()
        )
    assert not AuditEntry.objects.filter(action="duplicate.shown").exists()


def test_more_than_thirty_answers_an_hour_raise_one_flag(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.citra, "Rahasia", phone="+6281255501423")
    client = sign_in(bank.ani)
    for _ in range(30):
        client.post("/prospects/new/check/", TYPED)
    assert not AuditEntry.objects.filter(action="duplicate.flag").exists()
    for _ in range(3):
        client.post("/prospects/new/check/", TYPED)
    assert AuditEntry.objects.filter(action="duplicate.flag", actor=bank.ani).count() == 1


def ask(client: Client) -> str:
    form = {"by": "phone", "name": "Rudi", **TYPED}
    response = client.post("/prospects/new/ask/", form)
    assert response.status_code == 200
    return response.content.decode()


def test_a_transfer_is_asked_once_and_keeps_what_was_typed(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.citra, "Rahasia", phone="+6281255501423")
    client = sign_in(bank.ani)
    shown = ask(client)
    assert "Permintaan alih terkirim" in shown
    assert 'value="Rudi"' in shown
    ask(client)
    request = TransferRequest.objects.system("test").get()
    assert (request.requester, request.owner, request.branch) == (bank.ani, bank.citra, bank.b)
    assert str(request.escalates_on) == "2026-11-20"
    listed = client.get("/prospects/transfers/").content.decode()
    assert "Citra Wulandari" in listed
    assert "Rahasia" not in listed


def test_granting_hands_the_person_over(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_opportunity(bank.citra, bank.kpr, "Rahasia", phone="+6281255501423").prospect
    ask(sign_in(bank.ani))
    request = TransferRequest.objects.system("test").get()
    url = f"/prospects/transfers/{request.public_id}/grant/"
    assert sign_in(bank.ani).post(url).status_code == 404
    assert sign_in(bank.dewi).post(url).status_code == 404
    assert sign_in(bank.citra).post(url).status_code == 303
    assert fresh(prospect).owner == Opportunity.objects.system("test").get().owner == bank.ani
    assert sign_in(bank.citra).get(f"/prospects/{prospect.public_id}/").status_code == 404
    assert sign_in(bank.ani).get(f"/prospects/{prospect.public_id}/").status_code == 200


def test_refusing_keeps_it_and_the_asker_learns_only_that(bank: Bank, sign_in: SignIn) -> None:
    prospect = make_prospect(bank.budi, "Rahasia", phone="+6281255501423")
    ask(sign_in(bank.ani))
    request = TransferRequest.objects.system("test").get()
    head = sign_in(bank.dewi)
    assert "Ani Lestari" in head.get("/prospects/transfers/").content.decode()
    url = f"/prospects/transfers/{request.public_id}/refuse/"
    assert head.post(url).status_code == 303
    assert "sudah dijawab" in head.post(url, follow=True).content.decode()
    assert fresh(prospect).owner == bank.budi
    listed = sign_in(bank.ani).get("/prospects/transfers/").content.decode()
    assert "Ditolak" in listed
    assert "Rahasia" not in listed


def test_the_holder_is_mailed_once_and_the_head_after_two_working_days(
    bank: Bank, sign_in: SignIn
) -> None:
    make_prospect(bank.budi, "Rahasia Sekali", phone="+6281255501423")
    client = sign_in(bank.ani)
    ask(client)
    ask(client)
    run = Run.objects.get(kind="transfer.asked")
    (mail,) = TransferAskedMail().work(run, NOW)
    assert mail.recipient_id == bank.budi.pk
    assert "Ani Lestari" in mail.text
    for secret in ("Rahasia", "1423", "KPR"):
        assert secret not in mail.subject + mail.text + mail.html
    friday_night, saturday = NOW + timedelta(days=2, hours=13), NOW + timedelta(days=2, hours=15)
    assert plan_escalations(friday_night) == 0
    assert plan_escalations(saturday) == 1
    assert plan_escalations(saturday) == 0
    escalated = Run.objects.get(kind="transfer.escalated")
    (to_head,) = TransferEscalatedMail().work(escalated, saturday)
    assert to_head.recipient_id == bank.dewi.pk
    assert TransferEscalatedMail().may_receive(escalated, bank.dewi, saturday)
    assert not TransferEscalatedMail().may_receive(escalated, bank.citra, saturday)


def test_an_answered_request_mails_nobody(bank: Bank, sign_in: SignIn) -> None:
    make_prospect(bank.budi, "Rahasia", phone="+6281255501423")
    ask(sign_in(bank.ani))
    run = Run.objects.get(kind="transfer.asked")
    refuse(TransferRequest.objects.system("test").get(), decider=bank.budi, now=NOW)
    with pytest.raises(Cancelled):
        TransferAskedMail().work(run, NOW)
    assert plan_escalations(NOW + timedelta(days=9)) == 0
