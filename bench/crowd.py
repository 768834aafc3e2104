"""Many people at once: a fixed rate of requests, whether or not the portal keeps up.

Times count from the moment a request was due, not from when a free connection took it, so that a
portal that falls behind cannot hide it.
"""

import random
import threading
import time
from collections import Counter
from http.client import HTTPException
from typing import Any

from bench.measuring import FINE, percentile
from bench.pages import PAGES, asks_for
from bench.people import Viewer, cookies_of
from bench.server import Ask, Line, Server

LINES = 16
# How often each kind of request comes, as officers do: reading far more than writing.
WEIGHTS = {"list, first page": 20, "search by name": 10, "search by six digits": 5, "detail": 25,
           "opportunity list": 5, "opportunity detail": 10, "board": 8, "dashboard": 5,
           "today": 10, "quick add, save": 2, "duplicate check": 3}  # fmt: skip


def _plan(people: list[Viewer], n: int) -> list[tuple[str, str, Ask]]:
    pools: list[tuple[str, str, list[Ask], int]] = []
    for page in PAGES:
        for viewer in people:
            asks = asks_for(page, viewer.user) if page.name in WEIGHTS else []
            if asks:
                pools.append((viewer.name, page.name, asks, WEIGHTS[page.name]))
    chance = random.Random(20261121)
    chosen = chance.choices(pools, [pool[3] for pool in pools], k=n)
    return [(viewer, page, chance.choice(asks)) for viewer, page, asks, _ in chosen]


def crowd(server: Server, people: list[Viewer], *, rate: int, seconds: int) -> dict[str, Any]:
    """Send `rate` requests a second for `seconds`; return times in ms and what went wrong."""
    plan = _plan(people, rate * seconds)
    cookies = {viewer.name: cookies_of(viewer.user) for viewer in people}
    times: list[float] = []
    statuses: Counter[str] = Counter()
    turn, lock, begun = iter(enumerate(plan)), threading.Lock(), time.perf_counter()

    def work() -> None:
        lines = {name: Line(server.port, jar) for name, jar in cookies.items()}
        while True:
            with lock:
                place, item = next(turn, (0, None))
            if item is None:
                return
            due = begun + place / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            status = _status(lines, item[0], item[2], cookies, server.port)
            with lock:
                times.append((time.perf_counter() - due) * 1000)
                statuses[status] += 1

    workers = [threading.Thread(target=work) for _ in range(LINES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return _summary(times, statuses, rate, seconds, time.perf_counter() - begun)


def _status(lines: dict[str, Line], who: str, ask: Ask, cookies: Any, port: int) -> str:
    try:
        return str(lines[who].send(ask).status)
    except (OSError, HTTPException) as error:
        lines[who] = Line(port, cookies[who])
        return type(error).__name__


def _summary(
    times: list[float], statuses: Counter[str], rate: int, seconds: int, took: float
) -> dict[str, Any]:
    wrong = sum(n for status, n in statuses.items() if status not in FINE)
    shares = {f"p{share}": round(percentile(times, share / 100), 1) for share in (50, 95, 99)}
    return {"rate": rate, "seconds": seconds, "requests": len(times), "took": round(took, 1),
            **shares, "errors": wrong, "statuses": dict(statuses)}  # fmt: skip
