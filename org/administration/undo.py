"""The way back after a day was taken out of the calendar: its values travel sealed in the address.

Only this portal can seal them, so what comes back is a day that was here.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from core.crypto import CryptoError, decrypt, encrypt
from org.models import Holiday

AAD = b"holiday taken out"
NAMES = ("name", "kind", "branch_id", "is_bank_holiday")


def sealed_day(row: Holiday) -> str:
    """Return the day as it may stand in an address."""
    values = {name: getattr(row, name) for name in NAMES} | {"day": row.day.isoformat()}
    return encrypt(json.dumps(values), aad=AAD)


def opened_day(token: str) -> Holiday | None:
    """Return the day, not saved; None for anything this portal did not seal."""
    try:
        values: dict[str, Any] = json.loads(decrypt(token[:2000], aad=AAD))
    except (CryptoError, ValueError):
        return None
    return Holiday(**{**values, "day": date.fromisoformat(values["day"])})
