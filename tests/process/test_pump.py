"""The pump without a broker, and how soon work begins after a person asked for it."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import pytest

from tests.process.stack import Stack, add_people, running, wait_for

pytestmark = [
    pytest.mark.process, pytest.mark.enable_socket, pytest.mark.xdist_group("beside the kills"),
]  # fmt: skip

RULE = 1.0  # seconds
TRIES = 3  # a busy machine may be late once or twice; a pump that waits for its poll is always late


def test_a_silent_broker_stops_nothing(tmp_path: Path, template: str) -> None:
    with (
        running(tmp_path, template) as stack,
        socket.create_server(("127.0.0.1", stack.broker_port)),  # accepts and never answers
    ):
        person = add_people(stack, 1)[0]
        stack.start("sink")
        stack.start("pump1")
        stack.wait_until_ready()
        keys = [str(number) for number in range(5)]
        stack.enqueue("letter", keys, person, json.dumps({"to": [person]}))
        wait_for(lambda: len(stack.arrived()) == 5, 30, "mails that leave without a broker")
        wait_for(
            lambda: not stack.one("SELECT has_broker FROM outbox_pumpbeat"), 30, "an honest pulse"
        )
        stack.signal("pump1", signal.SIGTERM)
        wait_for(lambda: not stack.is_alive("pump1"), 30, "a pump that ends when told to")


def test_who_presses_a_button_sees_work_start_at_once(tmp_path: Path, template: str) -> None:
    with running(tmp_path, template) as stack:
        person = add_people(stack, 1)[0]
        for name in ("sink", "broker", "worker1", "pump1"):
            stack.start(name)
        stack.wait_until_ready()
        stack.enqueue("letter", "warm", 0, json.dumps({"to": [person]}))
        wait_for(lambda: len(stack.arrived()) == 1, 40, "a first mail through the workers")
        waits: list[float] = []
        while len(waits) < TRIES and min(waits, default=RULE) >= RULE:
            waits.append(press(stack, f"pressed{len(waits)}", person))
        assert min(waits) < RULE, f"work began after {waits} s"


def press(stack: Stack, key: str, person: int) -> float:
    """Ask for a mail as a person would; return the seconds until work began."""
    before = len(stack.arrived())
    stack.enqueue("letter", key, person, json.dumps({"to": [person]}))
    wait_for(lambda: len(stack.arrived()) > before, 30, "the mail that was asked for")
    waited = stack.one(
        "SELECT extract(epoch FROM first_tried_at - created_at) FROM outbox_run WHERE key = %s", key
    )
    return float(waited)
