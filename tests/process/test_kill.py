"""Real processes, real kills: nothing is lost, nothing comes twice, and every doubt is listed.

The file the mail server writes is the truth that everything else is compared with.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from core.outbox.failpoints import NAMES
from tests.process.stack import Stack, add_people, running, wait_for

pytestmark = [
    pytest.mark.process, pytest.mark.enable_socket,
    pytest.mark.xdist_group("kill"),  # takes as long as all others, which run beside it
]  # fmt: skip

PEOPLE, RUNS, KILLS = 30, 100, 40
# The pump plans its nightly work in a new database too; that is not what is counted here.
PLANNED = "SELECT count(*) FROM outbox_run WHERE kind IN ('letter', 'paper')"
BEATS = ("beat1", "beat2", "beat3")  # all plan beside the three pumps, once a second
SPREAD = 40.0  # seconds over which the runs come due
SCALE = 60  # a minute of leases and back-offs takes a second
LIMIT = 120.0


def say(text: str) -> None:
    """Print past the capture, so that a run can be repeated."""
    os.write(2, f"\n{text}\n".encode())


def plan_everything(stack: Stack, people: list[int]) -> None:
    """Write down what the planners find: a row per run with its moment."""
    stack.write(
        "CREATE TABLE test_plan (number int PRIMARY KEY, kind text, due timestamptz, who jsonb)"
    )
    for number in range(RUNS):
        who = [people[(number * 3 + place) % PEOPLE] for place in range(3)]
        stack.write(
            "INSERT INTO test_plan VALUES (%s, %s, now() + make_interval(secs => %s), %s)",
            number, "letter" if number % 4 == 0 else "paper", 6 + SPREAD * number / RUNS,
            json.dumps(who),
        )  # fmt: skip


def kill_at_point(stack: Stack, name: str) -> bool:
    """Arm a fail point and wait until somebody dies there."""
    armed = stack.points / name
    armed.touch()
    end = time.monotonic() + 6
    while time.monotonic() < end:
        if not armed.exists():
            return True
        time.sleep(0.02)
    armed.unlink(missing_ok=True)
    return not any(stack.points.glob(name))


def cause_havoc(stack: Stack, chance: random.Random) -> int:
    """Kill 40 times, with flushes, lost sessions and a stopped owner in between."""
    victims = ["pump1", "pump2", "pump3", "worker1"]
    plan = list(NAMES) * 2 + [""] * (KILLS - 2 * len(NAMES))
    chance.shuffle(plan)
    stopped, kills = "", 0
    for number, point in enumerate(plan):
        if number % 5 == 2:
            stack.broker().flushall()
        if number % 9 == 4:
            stack.terminate_backends()
        if number == 10:
            stopped = chance.choice(victims[:3])
            stack.signal(stopped, signal.SIGSTOP)
        if number == 22:
            stack.signal(stopped, signal.SIGCONT)
            stopped = ""
        if not point or not kill_at_point(stack, point):
            stack.kill(chance.choice([name for name in victims if name != stopped]))
        kills += 1
        stack.revive()
        time.sleep(chance.random() * 0.5)
    return kills


def open_rows(stack: Stack) -> int:
    return int(
        stack.one(
            "SELECT (SELECT count(*) FROM outbox_run WHERE state IN ('waiting', 'working'))"
            " + (SELECT count(*) FROM outbox_delivery WHERE state IN ('waiting', 'working')"
            "    OR (state = 'in_doubt' AND next_try_at IS NOT NULL))"
        )
    )


def test_forty_kills_lose_nothing_and_double_nothing(tmp_path: Path, template: str) -> None:
    seed = int(os.environ.get("KILL_SEED", time.time_ns() % 1_000_000))
    say(f"KILL_SEED={seed}")
    begin = time.monotonic()
    with running(
        tmp_path, template, OUTBOX_TIME_SCALE=str(SCALE), OUTBOX_CRASH_LIMIT="50",
        OUTBOX_EXTRA_PLANNERS="tests.outbox.kinds.plan",
    ) as stack:  # fmt: skip
        plan_everything(stack, add_people(stack, PEOPLE))
        for name in ("sink", "broker", "worker1", "pump1", "pump2", "pump3", *BEATS):
            stack.start(name)
        stack.wait_until_ready()
        kills = cause_havoc(stack, random.Random(seed))
        wait_for(
            lambda: stack.one(PLANNED) == RUNS and not open_rows(stack),
            LIMIT - (time.monotonic() - begin), "every run and every mail has its end",
        )  # fmt: skip
        assert kills == KILLS
        hit = Counter(path.name.partition(".")[0] for path in stack.points.iterdir())
        say(f"died at {dict(hit)}")
        assert set(hit) == set(NAMES)
        assert all(stack.is_alive(name) for name in BEATS)
        assert stack.one("SELECT last_planned_at FROM outbox_pumpbeat WHERE name = 'beat'")
        judge(stack)
    assert time.monotonic() - begin < LIMIT + 10


def judge(stack: Stack) -> None:
    """Compare every row with what the mail server wrote."""
    assert stack.rows("SELECT DISTINCT state FROM outbox_run") == [("done",)]
    mails = stack.rows(
        "SELECT message_id, state, address, resends, holds_doubt FROM outbox_delivery"
    )
    assert len(mails) == RUNS * 3
    arrived = Counter(stack.arrived())
    truth = Counter(message_id for _to, message_id in arrived.elements())
    assert {row[1] for row in mails} <= {"sent", "in_doubt"}
    lost = [row for row in mails if row[1] == "sent" and not truth[row[0]]]
    doubled = [row for row in mails if truth[row[0]] > 1 and not row[3]]
    misdirected = [row for row in mails if truth[row[0]] != arrived[(row[2], row[0])]]
    held_twice = [row for row in mails if row[4] and (truth[row[0]] > 1 or row[3])]
    unlisted = set(truth) - {row[0] for row in mails}
    doubt = [row for row in mails if row[1] == "in_doubt"]
    came = sum(1 for row in doubt if truth[row[0]])
    resent = sum(1 for row in mails if row[3])
    say(f"in doubt {len(doubt)} of which {came} arrived, sent again {resent}")
    assert (lost, doubled, misdirected, held_twice, unlisted) == ([], [], [], [], set())
    # Only a kill between the dot and the record may leave a doubt.
    assert len(doubt) <= KILLS
