"""Changing what the bank calls itself and how it looks, and serving its logo and colour."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from core import colours, logos
from org import audit
from org.models import BankLogo, BankSettings, User

BANK = "bank"  # there is one
DIGEST = 10  # signs of a stylesheet's hash in its address


@transaction.atomic
def change(
    expected: int, changes: dict[str, Any], *, actor: User, now: datetime, ip: str | None
) -> BankSettings:
    """Write the settings. Raises StaleError, InputError for a colour or logo it cannot take.

    `logo_file` among the changes is an upload (bytes) that becomes the logo; `logo=None` takes the
    logo away.
    """
    if changes.get("accent"):
        changes["accent"] = colours.written(colours.parse(changes["accent"]))
        colours.palette(changes["accent"])
    upload = changes.pop("logo_file", None)
    if upload:
        changes["logo"] = keep_logo(upload, now=now)
    row, _is_new = BankSettings.objects.select_for_update().get_or_create(pk=1)
    changed = sorted(name for name, value in changes.items() if getattr(row, name) != value)
    row.save_version(expected, **changes)
    audit.record(
        "changed", actor=actor, at=now, object_type="bank", object_id=BANK, ip=ip,
        fields=changed,
    )  # fmt: skip
    transaction.on_commit(BankSettings.forget)
    return row


def keep_logo(upload: bytes, *, now: datetime) -> BankLogo:
    """Return the logo drawn anew and kept; the same picture is kept once. Raises InputError."""
    picture = logos.made_safe(upload)
    digest = hashlib.sha256(picture.content).hexdigest()
    values = {"content": picture.content, "width": picture.width, "height": picture.height,
              "created_at": now}  # fmt: skip
    return BankLogo.objects.get_or_create(digest=digest, defaults=values)[0]


def logo_address(bank: BankSettings) -> str:
    """Return where the logo is served, for ever under its hash; empty without one."""
    return reverse("org:bank-logo", args=[bank.logo.digest]) if bank.logo else ""


def accent_address(bank: BankSettings) -> str:
    """Return where the stylesheet of the accent is served; empty for our own colour."""
    if not bank.accent:
        return ""
    return reverse("org:bank-accent", args=[bank.accent.lstrip("#"), css_digest(bank.accent)])


def css_digest(accent: str) -> str:
    """Return the mark of the stylesheet's content, so that another content has another address."""
    return hashlib.sha256(colours.stylesheet(accent).encode()).hexdigest()[:DIGEST]


def data_address(bank: BankSettings) -> str:
    """Return the logo as a `data:` address for papers; empty without one."""
    if bank.logo is None:
        return ""
    return "data:image/png;base64," + base64.b64encode(bytes(bank.logo.content)).decode()
