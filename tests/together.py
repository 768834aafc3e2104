"""Several people at the same moment, for tests with real commits: threads meet at a barrier."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

TO_MEET, TO_END = 10, 30  # seconds


def at_once(*works: Callable[[], Any], refusals: tuple[type[Exception], ...] = ()) -> list[Any]:
    """Do each work in a thread of its own, all at the same moment; return what came of each.

    Of a refusal its type is returned; whatever else is raised leaves None, and the test fails.
    """
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(position: int) -> None:
        try:
            barrier.wait(TO_MEET)
            results[position] = works[position]() or True
        except refusals as refusal:
            results[position] = type(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TO_END)
    assert None not in results
    return results
