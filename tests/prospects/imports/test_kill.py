"""A worker that is killed in the middle of an import leaves none of its rows."""

import itertools
import os
import signal

import pytest
from django.db import connection

from core.outbox.kinds import Kind
from core.outbox.models import Run
from followups.models import FollowUp
from prospects.imports import jobs, staging, undoing, uploads
from prospects.models import ImportBatch, ImportFile, Opportunity, OpportunityState, Prospect
from prospects.summary import differences
from tests.factories.bank import make_bank
from tests.factories.prospects import NOW

ROWS = 30
STATEMENTS = 8  # the staging table's own, then one for each table
UNDO_POINTS = (3, 5, 7, 9)  # some of those that take it back
AT_THE_END = 0


def counts() -> list[int]:
    return [
        Prospect.objects.system("test").count(),
        Opportunity.objects.system("test").count(),
        OpportunityState.objects.system("test").count(),
        FollowUp.objects.system("test").count(),
        ImportBatch.objects.count(),
    ]


def die(*_args: object, **_fields: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def work_and_die(run: Run, point: int, kind: Kind) -> None:
    """Do the work in this process and die after statement `point`, or before the last word."""
    write, numbers = staging.execute, itertools.count(1)

    def dying(*args: object) -> int:
        touched = write(*args)
        if next(numbers) == point:
            die()
        return touched

    staging.execute = dying
    if point == AT_THE_END:
        jobs.audit.record = die
    kind.work(run, NOW)


def in_a_child(run: Run, point: int, kind: Kind) -> int:
    """Return how a process of its own ended that did the work."""
    number = os.fork()
    if number:
        return os.waitpid(number, 0)[1]
    held = connection.connection  # the parent's line: never used here, never closed here
    connection.connection = None
    try:
        work_and_die(run, point, kind)
    finally:
        os._exit(0 if held else 1)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_no_row_and_the_next_one_all(transactional_db: None) -> None:
    bank = make_bank()
    lines = "".join(f"Calon {n}\t081255501{n:03d}\tKPR\t600 jt\n" for n in range(ROWS))
    cells = f"Nama\tHP\tProduk\tPlafon\n{lines}".encode()
    file = uploads.take(
        cells, "daftar", entity="own", user=bank.ani, branch=bank.a, now=NOW, is_pasted=True
    )
    assert uploads.start(file, now=NOW)
    run = Run.objects.get(kind=uploads.RUN)
    for point in (*range(1, STATEMENTS + 1), AT_THE_END):
        ended = in_a_child(run, point, jobs.ImportRows())
        assert os.WIFSIGNALED(ended), point
        assert counts() == [0] * 5, point
    for _ in range(2):
        jobs.ImportRows().work(run, NOW)
        assert counts() == [ROWS] * 4 + [1]
    file.refresh_from_db()
    assert file.state == ImportFile.State.DONE
    undo_is_whole(file)


def undo_is_whole(file: ImportFile) -> None:
    """A worker that is killed while it takes the import back has taken back nothing."""
    assert undoing.start(file, now=NOW, ip=None)
    run = Run.objects.get(kind=undoing.UNDO)
    for point in (*UNDO_POINTS, AT_THE_END):
        ended = in_a_child(run, point, undoing.UndoImport())
        assert os.WIFSIGNALED(ended), point
        assert Prospect.objects.system("test").live().count() == ROWS, point
    for _ in range(2):
        undoing.UndoImport().work(run, NOW)
        assert not Prospect.objects.system("test").live().exists()
        assert not Opportunity.objects.system("test").live().exists()
    file.refresh_from_db()
    assert (file.state, file.undone["taken_back"]) == (ImportFile.State.UNDONE, ROWS)
    assert differences() == []
