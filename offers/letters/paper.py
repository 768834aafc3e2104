"""The paper of a letter leaves the portal; each time it is written down."""

from __future__ import annotations

from datetime import datetime

from offers.models import Letter
from org import audit
from org.models import User


def fetched(letter: Letter, user: User, now: datetime) -> tuple[str, bytes] | None:
    """Return name and PDF of a letter in reach, and note who took it; None while it is made."""
    rows = Letter.objects.visible_to(user).values_list("pdf", flat=True)
    content = rows.get(pk=letter.pk)
    if not content:
        return None
    audit.record("letter_fetched", actor=user, at=now, object_type="prospect",
                 object_id=letter.prospect.public_id, branch=letter.branch,
                 number=letter.number)  # fmt: skip
    return f"{letter.number.replace('/', '-').replace(' ', '-')}.pdf", bytes(content)
