"""What other parts warn of before an opportunity moves on: named in `settings.MOVE_WARNINGS`.

Each is called with opportunity, code of the rung, today and language, and returns a sentence or
an empty text. A warning never stops a move.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from prospects.models import Opportunity


def move_warnings(opportunity: Opportunity, stage: str, today: date, language: str) -> list[str]:
    """Return the sentences to show beside a move to `stage`."""
    asked = (import_string(path) for path in settings.MOVE_WARNINGS)
    said = (ask(opportunity, stage, today, language) for ask in asked)
    return [text for text in said if text]
