"""Answers brought to the simulator from elsewhere, kept in the session so that no address holds
what a person earns."""

from collections.abc import Mapping
from typing import Any

from core.public_id import new_public_id

KEY, MOST = "simulations", 5


def keep(session: Any, answers: Mapping[str, str]) -> str:
    """Keep answers of the simulator's form; return the token under which they are found again."""
    token = new_public_id()
    kept = dict(list(session.get(KEY, {}).items())[1 - MOST :])
    session[KEY] = {**kept, token: dict(answers)}
    return token


def found(session: Any, token: str) -> dict[str, str]:
    """Return the answers of a token; none for one that is unknown or too old."""
    answers: dict[str, str] = session.get(KEY, {}).get(token, {}) if token else {}
    return dict(answers)
