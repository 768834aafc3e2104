"""Two people, one record, the same moment: real commits, threads that meet at a barrier."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from itertools import cycle
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.outbox import rounds
from core.outbox.models import Run
from core.versioning import StaleError
from org.models import AuditEntry, User
from prospects import changes, transfers
from prospects.models import Disbursement, Opportunity, Prospect
from prospects.pipeline import NewDisbursement, claim_disbursement, confirm_disbursement
from tests import together
from tests.factories.bank import Bank, make_bank
from tests.factories.followups import make_step
from tests.factories.prospects import NOW, make_opportunity, make_prospect

ROUNDS = 15
LATER = NOW + timedelta(hours=1)
REFUSALS = (
    StaleError, Prospect.DoesNotExist, transfers.AlreadyAnsweredError, changes.OthersWorkError,
)  # fmt: skip


@pytest.fixture
def crowd(transactional_db: None) -> Bank:
    return make_bank()


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do each work at the same moment; return what came of each, refusals by their kind."""
    return together.at_once(*works, refusals=REFUSALS)


def fresh(row: Prospect) -> Prospect:
    return Prospect.objects.system("test").select_related("owner", "branch").get(pk=row.pk)


def edit(row: Prospect, actor: User, notes: str, version: int) -> Prospect:
    return changes.change_prospect(
        row, {"notes": notes}, version=version, actor=actor, now=LATER
    )  # fmt: skip


def test_the_former_owner_writes_nothing_after_the_hand_over(crowd: Bank) -> None:
    client, came = Client(), Counter()
    client.force_login(crowd.ani)
    for number in range(ROUNDS):
        row = make_prospect(crowd.ani, f"Nasabah {number}")
        edited, _given = at_once(
            partial(edit, fresh(row), crowd.ani, "dari ani", row.version),
            partial(
                changes.reassign_prospect, fresh(row), to=crowd.budi, actor=crowd.dewi, now=LATER
            ),
        )
        after, is_saved = fresh(row), isinstance(edited, Prospect)
        assert after.owner == crowd.budi, "the save brought the former owner back"
        assert (after.notes == "dari ani") is is_saved, edited
        assert after.version == row.version + 1 + is_saved
        came[is_saved] += 1
    form = {"version": after.version, "name": "Rebut", "notes": "sesudahnya"}
    answer = client.post(reverse("prospects:prospect-edit", args=[row.public_id]), form)
    assert answer.status_code == 404
    assert fresh(row).version == after.version
    assert sum(came.values()) == ROUNDS


def test_of_four_saves_from_one_version_one_wins(crowd: Bank) -> None:
    row = make_prospect(crowd.ani)
    for _ in range(5):
        version = fresh(row).version
        came = at_once(*(
            partial(edit, fresh(row), crowd.ani, f"{word} {version}", version) for word in "abcd"
        ))  # fmt: skip
        won = [one for one in came if isinstance(one, Prospect)]
        assert Counter(came)[StaleError] == 3, came
        assert fresh(row).notes == won[0].notes
        assert fresh(row).version == version + 1


def test_any_order_of_reading_and_saving_loses_no_save(bank: Bank) -> None:
    """The rule as a model: who read the present state may save, all others are told."""
    row, dice = make_prospect(bank.ani), Random(20261118)
    notes, version = row.notes, row.version
    read = dict.fromkeys((bank.ani, bank.tono, bank.dewi), row.version)
    came = Counter()
    for number in range(120):
        person = dice.choice(list(read))
        if dice.random() < 0.4:
            read[person] = version
            continue
        may_save, text = read[person] == version, f"{person.username} {number}"
        try:
            edit(fresh(row), person, text, read[person])
        except StaleError:
            is_saved = False
        else:
            is_saved, notes, version = True, text, version + 1
        assert is_saved is may_save
        came[may_save] += 1
        assert (fresh(row).notes, fresh(row).version) == (notes, version)
    assert min(came[True], came[False]) > 15


def confirm(key: int, person: User) -> Disbursement:
    part = Disbursement.objects.system("test").select_related("opportunity").get(pk=key)
    return confirm_disbursement(part, version=1, actor=person, now=LATER)


def test_money_is_confirmed_by_one_of_two(crowd: Bank) -> None:
    for number in range(6):
        row = make_opportunity(crowd.ani, crowd.kpr, f"Nasabah {number}")
        Opportunity.objects.system("after the akad").filter(pk=row.pk).update(stage="signing")
        new = NewDisbursement(Decimal(5_000_000), crowd.a.local_date(NOW))
        part = claim_disbursement(row, new, actor=crowd.ani, now=NOW)
        came = at_once(*(partial(confirm, part.pk, who) for who in (crowd.rudi, crowd.dewi)))
        assert Counter(map(type, came)) == {Disbursement: 1, type: 1}, came
        assert StaleError in came
        kept = Disbursement.objects.system("test").get(pk=part.pk)
        winner = next(one for one in came if isinstance(one, Disbursement))
        assert (kept.version, kept.decided_by_id) == (2, winner.decided_by_id)


def test_a_request_is_granted_by_one_of_two(crowd: Bank) -> None:
    for number, asker in zip(range(6), cycle((crowd.citra, crowd.budi)), strict=False):
        row = make_prospect(crowd.ani, f"Nasabah {number}")
        request, _ = transfers.ask(row, requester=asker, now=NOW)
        came = at_once(*(
            partial(transfers.grant, request, decider=who, now=LATER)
            for who in (crowd.ani, crowd.dewi)
        ))  # fmt: skip
        assert Counter(map(type, came)) == {Prospect: 1, type: 1}, came
        assert transfers.AlreadyAnsweredError in came
        said = AuditEntry.objects.filter(action="transfer.granted", object_id=row.public_id)
        assert said.count() == 1
        assert (fresh(row).owner, fresh(row).version) == (asker, row.version + 1)


def test_three_planners_plan_each_thing_once(crowd: Bank) -> None:
    monday = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # 07.30 in WIB
    make_step(crowd.ani, "Pak Rahmat", on=monday.date(), hour=time(7, 45), now=NOW)
    make_step(crowd.budi, "Bu Sri", on=monday.date(), now=NOW)
    row = make_prospect(crowd.ani, "Bu Ratna")
    transfers.ask(row, requester=crowd.citra, now=NOW - timedelta(days=14))
    Run.objects.all().delete()
    for minutes in (0, 1, 2):
        now = monday + timedelta(minutes=minutes)
        assert at_once(*[partial(rounds.plan, now)] * 3) == [True] * 3  # no problem
        planned = Counter(Run.objects.values_list("kind", flat=True))
        keys = set(Run.objects.values_list("kind", "key"))
        assert len(keys) == planned.total()
        if not minutes:
            first = planned
    assert planned == first
    due = {"followup.agenda": 2, "followup.reminder": 1, "transfer.escalated": 1}
    assert due.items() <= planned.items(), planned
