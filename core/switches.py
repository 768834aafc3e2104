"""Switches a person turns while the portal runs; a row each, on when there is no row."""

from datetime import datetime

from django.conf import settings

from core.models import Switch

MAIL_SENDING = "mail_sending"


def is_on(name: str) -> bool:
    """Whether the switch is on."""
    row = Switch.objects.filter(name=name).first()
    return row is None or row.is_on


def may_send_mail() -> bool:
    """Whether mail may leave: by the environment (`MAIL_SENDING`) and by the switch.

    A restored portal is switched off, so that no old mail leaves a second time.
    """
    return settings.MAIL_SENDING and is_on(MAIL_SENDING)


def turn(name: str, *, on: bool, now: datetime, reason: str = "") -> None:
    """Turn the switch."""
    Switch.objects.update_or_create(
        name=name, defaults={"is_on": on, "changed_at": now, "reason": reason}
    )
