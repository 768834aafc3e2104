"""Many hands moving cards while deltas are folded: no deadlock, no difference."""

import random
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from core.versioning import StaleError
from prospects import pipeline
from prospects.models import Opportunity, PipelineDelta
from prospects.summary import differences, fold_deltas
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
    assert differences() == []
    fold_deltas()
    assert differences() == []


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
