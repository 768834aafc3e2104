"""What the outbox can do: one class per kind of work, named in `settings.OUTBOX_KINDS`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from core.outbox.models import Run


@dataclass
class Mail:
    """A mail to one person. Attachments are (file name, MIME type, content).

    `address` is given where the mail goes to a customer: the recipient then answers for it.
    """

    recipient_id: int
    subject: str
    text: str
    html: str = ""
    attachments: tuple[tuple[str, str, bytes], ...] = ()
    address: str = ""


class Cancelled(Exception):
    """The reason for the work or the mail is gone: it ends as cancelled, with this sentence."""


class UnknownKind(LookupError):
    """Nobody can do this kind of work."""


class Kind:
    """A kind of work."""

    code: ClassVar[str]
    label: ClassVar[str | Promise] = ""  # for administrators; `code` when empty
    queue: ClassVar[str] = "default"  # "render" for PDFs
    in_doubt: ClassVar[str] = "resend"  # or "hold": a person decides

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Do it and return the mails that come of it.

        Called outside a transaction, and again after a crash: it must come to the same end however
        often it runs. Raise Cancelled when the reason is gone; any other error is tried again.
        """
        raise AttributeError(f"{type(self).__name__} does not say how it works.")

    def may_receive(self, run: Run, recipient: Any, now: datetime) -> bool:
        """Tell whether this person may still get the mail; asked again before each try."""
        return bool(recipient.is_active)


@lru_cache(maxsize=8)
def _kinds(paths: tuple[str, ...]) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for path in paths:
        found = import_string(path)
        kind: Kind = found() if isinstance(found, type) else found
        if kind.code in kinds:
            raise ImproperlyConfigured(f"Two kinds of the outbox are called {kind.code!r}.")
        kinds[kind.code] = kind
    return kinds


def all_kinds() -> dict[str, Kind]:
    """Return every kind by its code."""
    return _kinds(tuple(settings.OUTBOX_KINDS))


def kind_of(code: str) -> Kind:
    """Return the kind; UnknownKind names what is missing."""
    try:
        return all_kinds()[code]
    except KeyError:
        raise UnknownKind(f"No kind of the outbox is called {code!r}.") from None
