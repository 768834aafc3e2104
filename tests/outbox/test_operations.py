"""The operations page: what administrators see and decide, and who may not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from core import clock as portal_clock
from core.outbox import api, rounds, worker
from core.outbox.models import Delivery, MailSwitch, PumpBeat, Run
from org.models import AuditEntry, User
from tests.factories.bank import Bank
from tests.outbox.conftest import CUT_AFTER, Hand, Sink

SignIn = Callable[[User], Client]
PAGE = "/operations/"
BANNER = "ao-note ao-bad ao-mb3"


@pytest.fixture
def clock() -> Hand:
    """The clock of the page, so that what the tests make is due on it."""
    return Hand(portal_clock.now())


@pytest.fixture
def doubtful(bank: Bank, sink: Sink, clock: Hand) -> Delivery:
    sink.script["ani@bank.example"] = [CUT_AFTER]
    api.enqueue("paper", key="1", due_at=clock.now, payload={"to": [bank.ani.pk]})
    worker.perform_run(clock=clock)
    assert worker.perform_delivery(clock=clock) == "in_doubt"
    return Delivery.objects.get()


def test_administrators_see_doubts_with_their_decisions(
    bank: Bank, sign_in: SignIn, doubtful: Delivery
) -> None:
    page = sign_in(bank.admin).get(PAGE).content.decode()
    assert "Ani Lestari" in page
    assert 'value="arrived"' in page
    assert 'value="resend"' in page


@pytest.mark.parametrize("name", ["ani", "dewi", "hana", "eko"])
def test_others_neither_see_nor_decide(
    bank: Bank, sign_in: SignIn, doubtful: Delivery, name: str
) -> None:
    client = sign_in(bank.people[name])
    assert client.get(PAGE).status_code == 403
    decide = client.post(f"{PAGE}mails/{doubtful.public_id}/", {"verb": "resend"})
    assert decide.status_code == 403
    assert client.post(f"{PAGE}sending/", {"verb": "stop"}).status_code == 403
    doubtful.refresh_from_db()
    assert doubtful.state == "in_doubt"


@pytest.mark.parametrize(("verb", "state"), [("arrived", "sent"), ("resend", "waiting")])
def test_a_decision_is_taken_once_and_audited(
    bank: Bank, sign_in: SignIn, doubtful: Delivery, verb: str, state: str
) -> None:
    client = sign_in(bank.admin)
    for _ in range(2):
        address = f"{PAGE}mails/{doubtful.public_id}/"
        assert client.post(address, {"verb": verb}).status_code == 303
    doubtful.refresh_from_db()
    assert (doubtful.state, doubtful.resolved_by) == (state, bank.admin)
    entry = AuditEntry.objects.get(action=f"mail_{verb}")
    assert (entry.actor, entry.object_id) == (bank.admin, doubtful.public_id)


def test_what_failed_is_listed_started_again_and_cancelled(
    bank: Bank, sign_in: SignIn, clock: Hand
) -> None:
    api.enqueue("trouble", key="1", due_at=clock.now, payload={"how": "error"})
    worker.perform_run(clock=clock)
    client = sign_in(bank.admin)
    run = Run.objects.get()
    assert "KeyError at kinds.py" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}runs/{run.public_id}/", {"verb": "retry"})
    run.refresh_from_db()
    assert (run.state, run.failures) == ("waiting", 0)
    client.post(f"{PAGE}runs/{run.public_id}/", {"verb": "cancel"})
    run.refresh_from_db()
    assert run.state == "cancelled"


def test_an_unknown_row_or_decision_is_not_found(
    bank: Bank, sign_in: SignIn, doubtful: Delivery
) -> None:
    client = sign_in(bank.admin)
    assert client.post(f"{PAGE}runs/{'0' * 16}/", {"verb": "retry"}).status_code == 404
    bad = client.post(f"{PAGE}mails/{doubtful.public_id}/", {"verb": "delete"})
    assert bad.status_code == 404


def test_sending_is_stopped_and_started(bank: Bank, sign_in: SignIn, clock: Hand) -> None:
    client = sign_in(bank.admin)
    client.post(f"{PAGE}sending/", {"verb": "stop"})
    assert not MailSwitch.objects.get().is_sending
    api.enqueue("letter", key="1", due_at=clock.now, payload={"to": [bank.ani.pk]})
    worker.perform_run(clock=clock)
    assert worker.perform_delivery(clock=clock) == worker.NOTHING
    client.post(f"{PAGE}sending/", {"verb": "start"})
    assert MailSwitch.objects.get().is_sending


@pytest.mark.parametrize(("minutes", "is_shown"), [(9, False), (11, True)])
def test_administrators_are_told_when_nothing_runs(
    bank: Bank, sign_in: SignIn, minutes: int, is_shown: bool
) -> None:
    PumpBeat.objects.all().delete()
    rounds.beat("pump", datetime.now(UTC) - timedelta(minutes=minutes))
    page = sign_in(bank.admin).get("/org/profile/")
    assert (page.context["nav"]["banner"] is not None) is is_shown
    assert (BANNER in page.content.decode()) is is_shown


def test_others_are_not_bothered_with_it(bank: Bank, sign_in: SignIn) -> None:
    rounds.beat("pump", datetime.now(UTC) - timedelta(hours=1))
    page = sign_in(bank.ani).get("/org/profile/")
    assert page.context["nav"]["banner"] is None
    assert BANNER not in page.content.decode()
