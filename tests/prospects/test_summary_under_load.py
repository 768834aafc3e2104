"""Many hands moving cards while deltas are folded: no deadlock, no difference."""

import random
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from core.versioning import StaleError
from org.access.scoping import UnscopedQuery
from prospects import branch_totals, pipeline
from prospects.changes import archive_prospect, restore_prospect
from prospects.models import (
    BranchDelta,
    BranchFigure,
    BranchTotal,
    Disbursement,
    Opportunity,
    PipelineDelta,
    Prospect,
)
from prospects.summary import branch_differences, differences, fold_deltas, forget_zeros
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

FREE = ("prospect", "contacted", "interested", "documents", "analysis")
THREADS, ROUNDS = 8, 12


@pytest.mark.django_db(transaction=True)
def test_moving_while_folding_never_deadlocks_and_never_differs() -> None:
    from tests.factories.bank import make_bank

    bank = make_bank()
    keys = [make_opportunity(bank.ani, bank.kpr, f"N {n}", amount=n + 1).pk for n in range(6)]
    deadlocks: list[BaseException] = []
    moved = [0]
    barrier = threading.Barrier(THREADS + 1)

    def work(seed: int) -> None:
        rng = random.Random(seed)
        barrier.wait()
        for turn in range(ROUNDS):
            row = Opportunity.objects.system("test").get(pk=rng.choice(keys))
            now = NOW + timedelta(minutes=seed * 1000 + turn)
            try:
                pipeline.move_stage(
                    row, stage=rng.choice(FREE), version=row.version, actor=bank.ani, now=now
                )
                moved[0] += 1
            except StaleError:
                continue
            except OperationalError as error:
                deadlocks.append(error)
        connection.close()

    def fold() -> None:
        barrier.wait()
        while any(thread.is_alive() for thread in workers):
            try:
                fold_deltas()
            except OperationalError as error:
                deadlocks.append(error)
        connection.close()

    workers = [threading.Thread(target=work, args=(seed,)) for seed in range(THREADS)]
    folder = threading.Thread(target=fold)
    for thread in (*workers, folder):
        thread.start()
    for thread in (*workers, folder):
        thread.join()
    assert deadlocks == []
    assert moved[0] > THREADS
    assert differences() == branch_differences() == []
    fold_deltas()
    assert differences() == branch_differences() == []


def test_the_command_names_what_is_wrong_and_mends_it(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    make_opportunity(bank.ani, bank.kpr, amount=600_000_000)
    call_command("rebuild_summaries", "--check")
    PipelineDelta.objects.create(
        branch_id=bank.a.pk, owner_id=bank.ani.pk, product_id=bank.kpr.pk, stage="prospect",
        status="open", n=2, amount=1_000_000,
    )  # fmt: skip
    with pytest.raises(CommandError) as refusal:
        call_command("rebuild_summaries", "--check")
    assert refusal.value.returncode == 1
    shown = capsys.readouterr().out
    for word in ("branch", "ani", "KPR", "prospect", "-2", "-Rp1.000.000"):
        assert word in shown, word
    call_command("rebuild_summaries")
    call_command("rebuild_summaries", "--check")


def test_totals_of_branches_follow_every_table_they_count(
    bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [make_opportunity(bank.ani, bank.kpr, f"N {n}", amount=100 + n) for n in range(3)]
    make_opportunity(bank.citra, bank.kur, "Ratna", amount=5_000_000)
    deals = Opportunity.objects.system("test")
    deals.filter(pk=rows[0].pk).update(holder="analyst", holder_due_on=NOW.date())
    deals.filter(pk=rows[1].pk).update(stage="contacted", branch=bank.b, owner=bank.citra)
    Disbursement.objects.system("test").create(
        opportunity=rows[2], product=bank.kpr, amount=70, disbursed_on=NOW.date(), is_first=True,
        state="awaiting", entered_at=NOW, entered_by=bank.ani, owner=bank.ani, branch=bank.a,
    )  # fmt: skip
    kinds = set(BranchFigure.objects.system("test").values_list("kind", flat=True))
    assert kinds == set(branch_totals.KINDS)
    person = Prospect.objects.system("test").get(pk=rows[0].prospect_id)
    for change in (
        lambda: archive_prospect(person, actor=bank.ani, now=NOW + timedelta(minutes=1)),
        fold_deltas,
        lambda: restore_prospect(person, actor=bank.ani, now=NOW + timedelta(minutes=2)),
        lambda: Disbursement.objects.system("test").delete(),
        lambda: deals.filter(pk=rows[1].pk).update(amount=7),
        fold_deltas,
    ):
        change()
        assert branch_differences() == []
    kinds = set(BranchTotal.objects.values_list("kind", flat=True))
    assert kinds == set(branch_totals.KINDS)
    assert forget_zeros(NOW) > 0
    assert forget_zeros(NOW) == 0
    assert branch_differences() == differences() == []
    BranchDelta.objects.create(
        kind="held", branch_id=bank.a.pk, product_id=0, day=NOW.date(), code="notary", n=3, amount=9
    )
    with pytest.raises(CommandError):
        call_command("rebuild_summaries", "--check")
    shown = capsys.readouterr().out
    for word in ("kind", "held", "notary", "-3", "-Rp9"):
        assert word in shown, word
    call_command("rebuild_summaries")
    assert branch_differences() == []


def test_totals_of_branches_are_for_readers_of_whole_branches(bank: Bank) -> None:
    make_opportunity(bank.ani, bank.kpr, amount=600_000_000)
    make_opportunity(bank.citra, bank.kpr, amount=1)

    def total(name: str) -> int:
        rows = BranchFigure.objects.visible_to(bank.people[name]).of("pipeline")
        return int(sum(row.amount for row in rows))

    assert (total("dewi"), total("hana")) == (600_000_000, 600_000_001)
    for name in ("ani", "tono", "sinta"):
        with pytest.raises(UnscopedQuery):
            total(name)
    assert total("admin") == 0
