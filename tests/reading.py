"""The workers of a run share the compiling of the tests, which takes seconds in a new checkout.

All of them read all files in the same order, so each would compile everything. Here each begins
with a part of its own: what one has compiled by then, the others find.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

TESTS = Path(__file__).parent


def read_another_part_first() -> None:
    """Import the tests, beginning where no other worker begins."""
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    files = sorted(TESTS.rglob("test_*.py"))
    for path in _from(files, number, int(os.environ["PYTEST_XDIST_WORKER_COUNT"])):
        with suppress(Exception):  # the collection meets it again and says so
            import_module(".".join(path.relative_to(TESTS.parent).with_suffix("").parts))


def _from(files: Sequence[Path], number: int, count: int) -> list[Path]:
    first = len(files) * number // count
    return [*files[first:], *files[:first]]
