"""Room on the interpreter's stack for what runs deep.

CPython (from 3.11) keeps the frames of Python functions in pieces of 16 KB. Where a loop calls a
function whose frame does not fit into the piece any more, the next piece is fetched from the
operating system for every single call and given back after it: 8.5 µs measured instead of 0.04.
A request runs some hundred frames deep (middleware, view, templates), so it crosses such an edge
again and again, and chance says whether a busy loop sits on one: a frame more moves it elsewhere.

A frame that asks for more than a piece holds gets a piece of the next power of two, and what it
calls uses the rest. So what runs deep is called from one frame that asks for much. What it asks
for is never written to: it costs two calls of the operating system and no memory.
"""

import functools
import types
from collections.abc import Callable
from typing import ParamSpec, TypeVar

SLOTS = 2**16 + 1  # of 8 bytes: a piece of 1 MB, half of it left for some thousand frames

P = ParamSpec("P")
R = TypeVar("R")


def _call(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    return function(*args, **kwargs)


_call_with_room = types.FunctionType(_call.__code__.replace(co_stacksize=SLOTS), {})


def roomy(function: Callable[P, R]) -> Callable[P, R]:
    """Return `function`, called so that it and what it calls find room on the stack."""

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        result: R = _call_with_room(function, *args, **kwargs)
        return result

    return call
