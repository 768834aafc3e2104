"""Writing thousands of rows that are known to be right, without asking about each beforehand."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models


def _nothing(_self: models.Model, *_args: Any, **_kwargs: Any) -> None:
    """Leave the checks to the database."""


@contextmanager
def in_haste() -> Iterator[None]:
    """Skip what only makes an error kinder, for this process and this block.

    Forms and services ask the database before writing, to refuse in the user's words, and every
    service can be rolled back by itself. The demo is written by nobody's hand and as a whole: the
    constraints of the database still hold for each row, and one refusal undoes everything.
    """
    full_clean = models.Model.full_clean
    had_savepoints = connection.features.uses_savepoints
    _set(_nothing, is_saving=False)
    try:
        yield
    finally:
        _set(full_clean, is_saving=had_savepoints)


def _set(full_clean: Any, *, is_saving: bool) -> None:
    models.Model.full_clean = full_clean  # type: ignore[method-assign]
    connection.features.uses_savepoints = is_saving
