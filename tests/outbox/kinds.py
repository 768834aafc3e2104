"""Kinds of work that only tests know, and what they did."""

import json
import os
import time
from datetime import datetime
from typing import Any

from django.db import connection

from core.outbox import failpoints
from core.outbox.api import Due, enqueue_many
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run

PATHS = ("tests.outbox.kinds.Letter", "tests.outbox.kinds.Paper", "tests.outbox.kinds.Trouble")


class Letter(Kind):
    """Mails `payload["to"]`; a doubtful one is sent again once."""

    code = "letter"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        failpoints.reach("mid_render")
        return [
            Mail(person, f"Letter {run.key}", "Line one\n.a line that begins with a dot\n")
            for person in run.payload.get("to", [])
        ]

    def may_receive(self, run: Run, recipient: Any, now: datetime) -> bool:
        if run.payload.get("withdrawn"):
            raise Cancelled("withdrawn")
        return super().may_receive(run, recipient, now)


class Paper(Letter):
    """The same, held for a decision when in doubt."""

    code = "paper"
    queue = "render"
    in_doubt = "hold"


class Trouble(Kind):
    """Fails, dies or gives up as the payload says."""

    code = "trouble"

    def work(self, run: Run, now: datetime) -> list[Mail]:
        match run.payload["how"]:
            case "cancel":
                raise Cancelled("no longer needed")
            case "error":
                raise KeyError("Siti Aminah 0812")
            case "die":
                os._exit(9)
            case "slow":
                time.sleep(run.payload["seconds"])
        return []


def plan(now: datetime) -> int:
    """Write down what the table of the kill test says is due; any number of planners may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, number, due, who FROM test_plan WHERE due <= %s ORDER BY number", [now]
        )
        due = cursor.fetchall()
    return sum(
        enqueue_many(kind, [Due(str(number), moment, {"to": json.loads(who)})])
        for kind, number, moment, who in due
    )
