"""Sessions of some thousand questions that are all taken back: read once each, then remembered."""

from typing import Any

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """The portal's sessions. One that a question wrote or ended is read anew from then on, because
    nobody says when the writing is taken back."""

    _rows: dict[str, Any] = {}
    _written: set[str] = set()

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        if key in self._written:
            return super()._get_session_from_db()
        if key not in self._rows:
            self._rows[key] = super()._get_session_from_db()
        return self._rows[key]

    def save(self, must_create: bool = False) -> None:
        """Write the session."""
        super().save(must_create)
        self._written.add(self.session_key)

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        super().delete(session_key)
        self._written.add(session_key or self.session_key)
