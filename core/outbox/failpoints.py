"""Named places where a test may kill a process. Without a test nothing happens here.

A test puts a file with the name of the place into the folder `OUTBOX_FAIL_POINTS`. The process that
gets there first takes the file away and kills itself as an outage would.
"""

import os
import signal
from pathlib import Path

from django.conf import settings

NAMES = (
    "after_claim", "mid_render", "before_store", "after_store", "before_connect", "after_rcpt",
    "before_dot", "after_dot", "before_commit", "after_commit",
)  # fmt: skip


def reach(name: str) -> None:
    """Die here if a test asked for it."""
    if settings.ENVIRONMENT != "test" or not os.environ.get("OUTBOX_FAIL_POINTS"):
        return
    armed = Path(os.environ["OUTBOX_FAIL_POINTS"]) / name
    try:
        armed.rename(armed.with_name(f"{name}.hit.{os.getpid()}"))
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
