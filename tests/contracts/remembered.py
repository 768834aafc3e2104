"""Sessions and people of some thousand questions that are all taken back: read once, remembered."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.contrib.sessions.backends import db

from org.access.backend import PortalBackend
from org.models import User

_sessions: dict[str, Any] = {}
_written: set[str] = set()  # sessions that are read anew: what is remembered of them may be old
_people: dict[Any, User | None] = {}


def nothing() -> None:
    """Forget everything, when what was written until now shall stay."""
    for kept in (_sessions, _written, _people):
        kept.clear()


@contextmanager
def until_taken_back() -> Iterator[None]:
    """Read a session that is written inside anew inside only."""
    before = set(_written)
    try:
        yield
    finally:
        _written.intersection_update(before)


class SessionStore(db.SessionStore):
    """The portal's sessions."""

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        if key in _written:
            return super()._get_session_from_db()
        if key not in _sessions:
            _sessions[key] = super()._get_session_from_db()
        return _sessions[key]

    def save(self, must_create: bool = False) -> None:
        """Write the session."""
        super().save(must_create)
        _written.add(self.session_key)

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        super().delete(session_key)
        _written.add(session_key or self.session_key)


class Backend(PortalBackend):
    """The portal's way to know a person, each asked for once. Everybody gets a copy of his own."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person as he was when he was asked for first."""
        if user_id not in _people:
            _people[user_id] = super().get_user(user_id)
        return deepcopy(_people[user_id])
