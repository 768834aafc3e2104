"""The portal's application, telling in a header what an answer took: queries, their time, CPU."""

import time
from typing import Any

from django.db import connection

from aoportal.wsgi import application as portal

HEADER = "X-Bench"


class Counter:
    """Counts queries and the time spent waiting for them."""

    def __init__(self) -> None:
        self.count, self.seconds = 0, 0.0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.count += 1
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - started

    def __str__(self) -> str:
        """Queries, milliseconds in them, seconds of CPU of this process, the database's process."""
        session = connection.connection
        backend = session.info.backend_pid if session else 0
        return f"{self.count} {self.seconds * 1000:.2f} {time.process_time():.6f} {backend}"


def application(environ: Any, start_response: Any) -> Any:
    """Answer one request."""
    counter = Counter()

    def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, (HEADER, str(counter))], *rest)

    with connection.execute_wrapper(counter):
        return portal(environ, started)
