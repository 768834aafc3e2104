"""From a mail a kind made to the bytes that leave, fixed once and for all tries."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model

from core.outbox.kinds import Kind, Mail
from core.outbox.models import Delivery, Run
from core.public_id import new_public_id

NO_ADDRESS = "the person has no e-mail address"
# Seven bits travel through every relay unchanged, so the bytes kept are the bytes that arrive.
_POLICY = SMTP.clone(cte_type="7bit", max_line_length=200)


def message_id_of(public_id: str) -> str:
    """Return the Message-ID that every try of this delivery carries."""
    return f"<{public_id}@{urlsplit(settings.PUBLIC_URL).hostname or 'aoportal'}>"


def render(mail: Mail, *, address: str, message_id: str, now: datetime) -> bytes:
    """Return the whole message with its headers."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = address
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for name, mime_type, content in mail.attachments:
        main, _, sub = mime_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def deliveries_of(
    run: Run, kind: Kind, mails: Iterable[Mail], *, now: datetime
) -> list[Delivery]:  # fmt: skip
    """Return the unsaved deliveries of these mails; two mails to one person are refused."""
    made = list(mails)
    ids = [mail.recipient_id for mail in made]
    if len(set(ids)) != len(ids):
        raise ValueError("A run may make one mail per person.")
    people = get_user_model()._default_manager.in_bulk(ids)
    return [_delivery(run, kind, mail, people[mail.recipient_id], now) for mail in made]


def _delivery(run: Run, kind: Kind, mail: Mail, recipient: Any, now: datetime) -> Delivery:
    public_id = new_public_id()
    message_id = message_id_of(public_id)
    address = mail.address or recipient.email
    body = render(mail, address=address, message_id=message_id, now=now)
    delivery = Delivery(
        public_id=public_id, run=run, recipient=recipient, address=address,
        subject=" ".join(mail.subject.split())[:200], message_id=message_id, body=body,
        sha256=hashlib.sha256(body).hexdigest(), rendered_at=now, next_try_at=now,
        priority=run.priority,
        # A second copy of a paper is worse than a late one: a person decides.
        holds_doubt=kind.in_doubt == "hold" or bool(mail.attachments),
    )  # fmt: skip
    if not address:
        delivery.state, delivery.next_try_at = Delivery.State.CANCELLED, None
        delivery.finished_at, delivery.last_error = now, NO_ADDRESS
    return delivery


def is_intact(delivery: Delivery) -> bool:
    """Tell whether the bytes are those that were rendered."""
    return (
        delivery.body is not None
        and hashlib.sha256(bytes(delivery.body)).hexdigest() == delivery.sha256
    )
