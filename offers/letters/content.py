"""What is kept of a letter when it is issued: its figures, and its words in each language."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils import translation

from offers.letters import wording
from offers.letters.source import Source
from offers.models import LetterLanguage

EDITION = 3  # of the wording; raised when a sentence of a letter changes


def languages_of(language: str) -> list[str]:
    """Return the languages of a letter, the deciding one first."""
    return ["id", "en"] if language == LetterLanguage.BOTH else [language]


def content_of(source: Source) -> dict[str, Any]:
    """Return the whole letter as data; the same source gives the same data."""
    letter, blocks = source.letter, {}
    for language in languages_of(letter.language):
        with translation.override(language):
            blocks[language] = wording.block(source)
    address = [line.strip() for line in letter.address.splitlines() if line.strip()]
    return {
        "kind": str(letter.kind), "number": source.number, "on": source.day.isoformat(),
        "languages": list(blocks), "blocks": blocks, "figures": source.figures,
        "place": source.branch.city or source.branch.name, "branch": source.branch.name,
        "recipient": letter.recipient, "address": address, "attention": letter.attention,
        "copies": [line.strip() for line in letter.copies.split(";") if line.strip()],
        "valid_until": letter.valid_until.isoformat() if letter.valid_until else "",
        "text_version": f"{EDITION}.{source.setting.version}", "decision": letter.decision,
    }  # fmt: skip


def digest_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a letter's content."""
    packed = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(packed).hexdigest()


def beside(main: Any, other: Any) -> Any:
    """Join two blocks of the same shape: each text becomes `{"main", "also"}`.

    `also` is empty where both say the same, so that a figure stands once.
    """
    if isinstance(main, dict):
        known = other if isinstance(other, dict) else {}
        return {name: beside(main[name], known.get(name, "")) for name in main}
    if isinstance(main, list):
        pairs = other if isinstance(other, list) and len(other) == len(main) else [""] * len(main)
        return [beside(one, two) for one, two in zip(main, pairs, strict=True)]
    also = other if isinstance(other, str) and other != main else ""
    return {"main": main, "also": also}


def sheet_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return the words of a letter as its paper shows them, one language or two."""
    first, *rest = content["languages"]
    other = content["blocks"][rest[0]] if rest else {}
    found: dict[str, Any] = beside(content["blocks"][first], other or {})
    return found
