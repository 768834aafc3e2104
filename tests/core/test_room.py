"""Nothing that runs deep meets the edge of a piece of the interpreter's stack."""

import resource
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from core.room import roomy

CALLS = 400
DEPTHS = range(300)  # two pieces of 16 KB and more


def _wide(*numbers: int) -> tuple[int, ...]:
    """Return what it got; its frame is larger than that of who calls it, so it meets every edge."""
    a, b, c, d, e, f, g, h, i, j, k, m = n, o, p, q, r, s, t, u, v, w, x, y = numbers
    return (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t, u, v, w, x, y)


def _pieces_fetched(depth: int) -> int:
    """How often memory is fetched while a loop `depth` frames below makes its calls."""
    if depth:
        return _pieces_fetched(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _wide(*range(12))
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _worst(ask: Callable[[int], int]) -> int:
    return max(ask(depth) for depth in DEPTHS)


def test_a_loop_at_any_depth_fetches_no_memory_for_its_calls() -> None:
    with ThreadPoolExecutor(1) as thread:  # whose stack is its own, as that of a web server's
        assert thread.submit(roomy(_worst), _pieces_fetched).result() < CALLS / 4


def test_what_is_called_with_room_gets_and_returns_what_it_would_without() -> None:
    @roomy
    def joined(first: str, *, second: str) -> str:
        """Join."""
        return first + second

    assert joined("a", second="b") == "ab"
    assert (joined.__name__, joined.__doc__) == ("joined", "Join.")
