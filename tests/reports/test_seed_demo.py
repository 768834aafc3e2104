"""The demo bank: believable, complete, and never among real people."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from core import regions
from core.crypto import decrypt, field_aad
from core.outbox import worker
from core.outbox.models import Run
from documents.jobs import ProcessFile
from documents.models import Document, DocumentFile
from followups.models import FollowUp, Interaction
from offers import resets
from offers.models import Booking, Letter
from org.access.roles import Role
from org.models import Branch, Holiday, User
from products.models import Product
from prospects import summary
from prospects.imports import undoing
from prospects.models import (
    Consent,
    DataRequest,
    Disbursement,
    ExportFile,
    ImportFile,
    Opportunity,
    OpportunityState,
    Prospect,
    TimelineEntry,
    TransferRequest,
)
from reports.demo import loading
from reports.demo.organisation import OFFICERS, load_organisation
from reports.models import ReportSchedule
from tests.factories.bank import PASSWORD

NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)  # Wednesday, 10.00 WIB
pytestmark = pytest.mark.long  # loading, once for all tests here, takes a while
EVERYBODY = "the test looks at everything"


def seed(*options: str) -> str:
    """Run the command and return what it said."""
    out = StringIO()
    call_command("seed_demo", *options, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def _demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Load once for all tests here; afterwards nothing of it is left."""
    shelf = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=shelf), django_db_blocker.unblock(), transaction.atomic():
        loading.load(NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_demo: None, db: None) -> None:
    """The demo bank."""


def open_steps(owner: User) -> list[FollowUp]:
    return list(FollowUp.objects.visible_to(owner).of(owner).open().select_related("branch"))


def test_the_bank_has_its_people_and_places(demo: None) -> None:
    assert Branch.objects.filter(parent=None).count() == 4
    assert Branch.objects.get(parent__isnull=False).name == "KCP Dago"
    assert set(Branch.objects.values_list("time_zone", flat=True)) == {"WIB", "WITA", "WIT"}
    assert set(Holiday.objects.values_list("day__year", flat=True)) == {2026, 2027}
    assert ReportSchedule.objects.filter(is_active=True).count() == 4
    assert User.objects.filter(role=Role.OFFICER).count() == len(OFFICERS) == 12
    for name in ("ani", "budi", "citra", "tono", "dewi", "rudi", "sinta", "gita", "hana", "eko",
                 "admin"):  # fmt: skip
        person = User.objects.get(username=name)
        assert person.is_demo
        assert person.check_password(PASSWORD)
        assert person.email == f"{name}@bank.example"


def test_there_are_a_few_hundred_prospects_in_all_positions(demo: None) -> None:
    deals = Opportunity.objects.system(EVERYBODY)
    assert 350 <= Prospect.objects.system(EVERYBODY).count() <= 450
    assert set(deals.values_list("product__family", flat=True)) == {
        "kpr", "kta", "kkb", "kur", "working_capital", "deposit", "savings",
    }  # fmt: skip
    for family in Product.objects.all():
        ladder = [stage.code for stage in family.type]
        assert set(deals.filter(product=family).values_list("stage", flat=True)) <= set(ladder)
    assert set(deals.values_list("stage", flat=True)) == {
        "prospect", "contacted", "interested", "documents", "analysis", "decision", "sppk",
        "signing", "disbursed", "opening", "funded",
    }  # fmt: skip
    assert deals.held_up(NOW.date()).exists()
    assert deals.filter(paused_until__gt=NOW.date()).exists()
    lost = deals.filter(status="lost")
    assert set(lost.values_list("loss_reason__kind", flat=True)) == {"bank", "customer"}


def test_all_figures_agree(demo: None) -> None:
    assert summary.differences() == []
    rows = OpportunityState.objects.system(EVERYBODY).at(NOW)
    assert rows.count() == Opportunity.objects.system(EVERYBODY).count()
    won = Opportunity.objects.system(EVERYBODY).filter(status="won")
    first = Disbursement.objects.system(EVERYBODY).confirmed().filter(is_first=True)
    assert first.count() == won.count() > 20
    assert Disbursement.objects.system(EVERYBODY).awaiting().exists()


def test_nobody_confirmed_his_own_money(demo: None) -> None:
    for row in Disbursement.objects.system(EVERYBODY).confirmed():
        assert row.decided_by_id != row.owner_id


def test_every_officer_has_something_to_do_today(demo: None) -> None:
    for officer in User.objects.filter(role=Role.OFFICER).select_related("branch"):
        assert officer.branch is not None
        today = officer.branch.local_date(NOW)
        steps = open_steps(officer)
        due = [step for step in steps if step.due_on == today]
        assert due, officer
        assert any(step.is_timed for step in due), officer
        assert any(step.due_on < today for step in steps), officer
        assert any(step.due_on > today for step in steps), officer
        if officer.username in ("ani", "budi", "citra"):
            assert 4 <= len(due) <= 7


def test_nothing_happened_in_the_future_or_before_its_cause(demo: None) -> None:
    born = dict(Prospect.objects.system(EVERYBODY).values_list("pk", "created_at"))
    for entry in TimelineEntry.objects.all():
        assert born[entry.prospect_id] <= entry.at <= NOW
    for contact in Interaction.objects.system(EVERYBODY):
        assert contact.on_date.weekday() < 5


def test_no_identity_number_or_telephone_could_be_somebodys(demo: None) -> None:
    known = [row for row in Prospect.objects.system(EVERYBODY) if row.nik_cipher]
    assert len(known) > 100
    for row in known:
        aad = field_aad("prospects.Prospect", row.public_id, "nik")
        nik = decrypt(row.nik_cipher, aad=aad)
        assert nik[4:6] == "99"
        assert regions.path_of(nik[:4])
        assert not regions.path_of(nik[:6])
    phones = Prospect.objects.system(EVERYBODY).values_list("phone", flat=True)
    assert all(phone.startswith("+628125550") for phone in phones)
    assert len(set(phones)) == len(phones)


def test_a_request_for_transfer_waits(demo: None) -> None:
    request = TransferRequest.objects.system(EVERYBODY).waiting().get()
    assert (request.owner.username, request.requester.username) == ("ani", "budi")


def test_an_import_can_be_taken_back_and_an_export_waits(demo: None) -> None:
    file = ImportFile.objects.get()
    assert undoing.is_fresh(file, NOW)
    assert (file.counts["created"], file.counts["rejected"]) == (7, 1)
    rows = Prospect.objects.system(EVERYBODY).filter(is_imported=True)
    assert set(rows.values_list("owner__username", flat=True)) >= {"ani", "budi", "fajar"}
    assert sum(number for _name, number in file.preview["shared"]) == 5
    export = ExportFile.objects.awaiting(User.objects.get(username="gita")).get()
    assert (export.by.username, export.state) == ("dewi", "asked")


def test_papers_and_consents_are_in_every_state(demo: None) -> None:
    papers = Document.objects.system(EVERYBODY)
    assert set(papers.values_list("state", flat=True)) >= {
        "received", "checked", "rejected", "deferred",
    }  # fmt: skip
    days = {
        (day - NOW.date()).days
        for day in papers.exclude(due_on=None).values_list("due_on", flat=True)
    }
    assert days == {5, 13}
    assert DocumentFile.objects.filter(state="waiting").count() == 2
    Run.objects.exclude(kind=ProcessFile.code).delete()  # letters and mails take longer
    while worker.perform_run() != worker.NOTHING:
        pass
    assert DocumentFile.objects.filter(state="ready", has_thumbnail=True).count() == 2
    given = Consent.objects.system(EVERYBODY)
    assert given.exclude(withdrawn_at=None).get().channel == "whatsapp"
    assert given.standing().filter(purpose="slik").count() == 4
    assert DataRequest.objects.system(EVERYBODY).open().get().kind == "access"


def test_an_sppk_waits_for_its_answer_and_two_are_accepted(demo: None) -> None:
    letters = Letter.objects.system(EVERYBODY).filter(kind="sppk").order_by("pk")
    assert [letter.state for letter in letters] == ["accepted", "sent", "accepted"]
    booked = Booking.objects.system(EVERYBODY).exclude(promise={}).get()
    assert booked.promise["number"] == letters[0].number
    assert set(booked.differences) == {"rate"}


def test_the_fixed_years_of_an_old_loan_end_soon(demo: None) -> None:
    ani = User.objects.get(username="ani")
    today = Booking.objects.system(EVERYBODY).get(promise={}).recorded_at.date()
    assert resets.ahead(ani, today).count() == 1


def test_the_second_time_nothing_changes(demo: None) -> None:
    before = Prospect.objects.system(EVERYBODY).count(), TimelineEntry.objects.count()
    assert "nothing was changed" in seed("--if-empty")
    assert (Prospect.objects.system(EVERYBODY).count(), TimelineEntry.objects.count()) == before


def test_without_a_word_it_does_not_touch_what_is_there(demo: None) -> None:
    with pytest.raises(CommandError, match="--fresh"):
        seed()


def test_clearing_leaves_people_but_no_business(demo: None) -> None:
    loading.clear()
    assert not Prospect.objects.system(EVERYBODY).exists()
    assert not FollowUp.objects.system(EVERYBODY).exists()
    assert summary.differences() == []
    assert User.objects.filter(username="ani").exists()


def test_the_same_seed_tells_the_same_stories(demo: None) -> None:
    bank = load_organisation()
    plots = loading.plan(bank, NOW, Random(loading.SEED))
    assert plots == loading.plan(bank, NOW, Random(loading.SEED))
    assert plots != loading.plan(bank, NOW, Random(loading.SEED + 1))
    told = set(
        Prospect.objects.system(EVERYBODY).filter(is_imported=False)
        .values_list("name", "phone", "created_on")
    )  # fmt: skip
    assert told == {(plot.customer.name, plot.customer.phone, plot.born) for plot in plots}
