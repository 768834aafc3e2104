"""A hold lasts while there is work: warned after 30 days, free after 7 more, twice is once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core.outbox.models import Delivery, Run
from followups.contacts import Result, log_contact
from followups.mails import AgendaMail
from followups.models import FollowUp
from followups.planners import plan_agendas
from org.models import User
from prospects.changes import reassign_prospect
from prospects.holds import is_free, review
from prospects.models import HoldLapse, Prospect, TransferRequest
from prospects.services import become_customer
from prospects.transfers import ask, plan_escalations
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
DAY = timedelta(days=1)
LOGGED = NOW - 60 * DAY
PHONE = "+6281234567801"


def lapses() -> list[str]:
    rows = HoldLapse.objects.system("test").select_related("prospect")
    return sorted(row.prospect.name for row in rows.in_force())


def silent(bank: Bank, name: str = "Si Sunyi", **more: object) -> Prospect:
    return make_prospect(bank.ani, name, now=LOGGED, **more)


def at_stage(bank: Bank, name: str, stage: str, status: str = "open") -> None:
    row = make_opportunity(bank.ani, bank.kpr, name, now=LOGGED)
    type(row)._unscoped.filter(pk=row.pk).update(stage=stage, status=status, state_at=LOGGED)


def test_silence_warns_once_and_frees_a_week_later(bank: Bank) -> None:
    prospect = silent(bank)
    make_prospect(bank.ani, "Si Baru", now=NOW - 30 * DAY)
    assert review(NOW) == 1
    assert review(NOW + DAY / 24) == 1, "the second became silent; the first is not warned again"
    assert lapses() == ["Si Baru", "Si Sunyi"]
    assert review(NOW + DAY) == 0
    assert not is_free(prospect, NOW + 7 * DAY - timedelta(seconds=1))
    assert is_free(prospect, NOW + 7 * DAY)


def test_work_keeps_a_hold(bank: Bank) -> None:
    at_stage(bank, "Di Berkas", "documents")
    at_stage(bank, "Di Analisa", "analysis")
    at_stage(bank, "Sudah Cair", "disbursed", "won")
    become_customer(silent(bank, "Nasabah Lama", phone="+628777").pk, now=LOGGED)
    talked = silent(bank, "Diajak Bicara", phone="+628778")
    log_contact(talked, Result("call", "talked_interested"), actor=bank.ani, now=NOW - 5 * DAY)
    review(NOW)
    assert lapses() == ["Di Berkas"]


def test_a_contact_or_a_new_owner_ends_the_warning(bank: Bank) -> None:
    talked, handed = silent(bank), silent(bank, "Si Alih", phone="+628779")
    review(NOW)
    log_contact(talked, Result("call", "talked_interested"), actor=bank.ani, now=NOW + DAY)
    reassign_prospect(handed, to=bank.budi, actor=bank.dewi, now=NOW + DAY)
    assert lapses() == []
    assert not is_free(talked, NOW + 8 * DAY)
    assert review(NOW + 2 * DAY) == 0, "both begin anew"
    assert HoldLapse.objects.system("test").count() == 0
    assert review(NOW + 31 * DAY + timedelta(hours=1)) == 2


def test_an_import_counts_as_no_contact(bank: Bank) -> None:
    row = silent(bank, "Dari Berkas")
    Prospect.objects.system("test").filter(pk=row.pk).update(is_imported=True, updated_at=NOW)
    assert review(NOW) == 1


def test_the_owner_reads_it_on_his_day_in_his_list_and_in_the_morning(
    bank: Bank, sign_in: SignIn
) -> None:
    silent(bank)
    night, morning = _clock(bank, 2, 30), _clock(bank, 7, 1)
    review(night)
    FollowUp.objects.system("test").update(state="cancelled")  # the warning alone is reason enough
    with time_machine.travel(morning, tick=False):
        client = sign_in(bank.ani)
        page = client.get("/today/").content.decode()
        rows = client.get("/prospects/?owned=mine&step=lapsing").content.decode()
        other = sign_in(bank.budi).get("/today/").content.decode()
    assert "1 pegangan segera berakhir" in page
    assert "owned=mine&amp;step=lapsing" in page
    assert "Si Sunyi" in rows
    assert "pegangan segera" not in other
    assert plan_agendas(morning) == 1
    assert plan_agendas(morning) == 0
    run = Run.objects.get(kind="followup.agenda", key__startswith=bank.ani.public_id)
    mail = run_mail(run, morning)
    assert "1 pegangan segera berakhir" in mail
    assert "Sunyi" not in mail


def run_mail(run: Run, now: datetime) -> str:
    assert not Delivery.objects.exists(), "nothing left before it was asked for"
    return AgendaMail().work(run, now)[0].text


def _clock(bank: Bank, hour: int, minute: int) -> datetime:
    return NOW.astimezone(bank.a.zone).replace(hour=hour, minute=minute)


@pytest.mark.parametrize("is_over", [False, True])
def test_who_meets_him_learns_that_the_hold_has_ended_and_the_head_decides(
    bank: Bank, sign_in: SignIn, is_over: bool
) -> None:
    prospect = silent(bank, phone=PHONE)
    review(NOW)
    later = NOW + (8 if is_over else 2) * DAY
    with time_machine.travel(later, tick=False):
        card = sign_in(bank.citra).post(
            reverse("prospects:duplicate-check"), {"phone": PHONE}
        )  # fmt: skip
    words = card.content.decode()
    assert "Sunyi" not in words
    assert ("sudah berakhir" in words) is is_over
    request, _new = ask(prospect, requester=bank.citra, now=later)
    assert plan_escalations(later) == int(is_over)
    assert TransferRequest.objects.visible_to(bank.dewi).filter(pk=request.pk).exists()
    with time_machine.travel(later, tick=False):
        listed = sign_in(bank.dewi).get("/prospects/?step=free").content.decode()
    assert ("Si Sunyi" in listed) is is_over
