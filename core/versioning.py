"""Optimistic locking: a save that started from an old version is refused, never merged silently."""

from typing import Any, Self

from django.db import models

from core.constraints import CheckedTogether


def number_of(text: str | None) -> int:
    """Return the small number a browser sent, a version above all; 0, always stale, for others."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


class StaleError(Exception):
    """The row changed since the editor read it. `current` is the row as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("The row changed since it was read.")
        self.current = current


class Versioned(CheckedTogether):
    """A row that people edit: every save raises `version` by one."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_version(self, expected: int, **changes: Any) -> Self:
        """Write `changes` if the row still has version `expected`.

        One conditional UPDATE, so two people cannot both win. Raises StaleError with the present
        row otherwise.
        """
        rows = self._meta.base_manager.filter(pk=self.pk, version=expected)
        for name, value in changes.items():
            setattr(self, name, value)
        self.full_clean(exclude=["version"], validate_unique=True)
        if not rows.update(**changes, version=expected + 1):
            raise StaleError(self._meta.base_manager.get(pk=self.pk))
        self.version = expected + 1
        return self
