"""The error every reader of typed text raises: a stable code and a sentence for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class InputError(ValueError):
    """Text that cannot be accepted as typed.

    `code` is stable and safe to log; `text` is the sentence for the person, translated when read,
    so an error can be raised before any language is active.
    """

    def __init__(self, code: str, message: str | _StrPromise, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.params = params

    @property
    def text(self) -> str:
        """The sentence in the active language, with its numbers filled in."""
        return str(self.message % self.params) if self.params else str(self.message)
