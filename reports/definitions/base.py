"""What a scheduled report is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from core.periods import Week
from reports.weekly.figures import WeeklyFigures
from reports.weekly.target import Target


@dataclass(frozen=True)
class Definition:
    """One report: how it is computed, shown and printed."""

    code: str
    label: str | Promise
    template: str
    page: str
    compute: Callable[[Target, Week], WeeklyFigures]
    read: Callable[[dict[str, Any]], WeeklyFigures]
    document: Callable[..., dict[str, Any]]
    period_from_key: Callable[[str], Week]
    last_ended: Callable[..., Week]
