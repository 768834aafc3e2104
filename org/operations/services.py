"""What an administrator decides about jobs and mails, each decision with a line in the audit."""

from datetime import datetime

from django.db import transaction

from core.outbox import api, switch
from core.outbox.models import Delivery, Run
from org import audit
from org.models import User

RUN_VERBS = ("retry", "cancel")
MAIL_VERBS = ("retry", "cancel", "arrived", "resend")
SENDING_VERBS = ("stop", "start", "start_discard")


@transaction.atomic
def decide_run(run: Run, verb: str, *, actor: User, now: datetime) -> bool:
    """Start a run again or cancel it; False when it has moved on meanwhile."""
    if verb == "retry":
        is_done = api.retry(run, now=now)
    else:
        is_done = api.cancel(run.kind, run.key, now=now, reason="by an administrator")
    if is_done:
        _record(f"run_{verb}", "run", run.public_id, actor, now)
    return is_done


@transaction.atomic
def decide_mail(mail: Delivery, verb: str, *, actor: User, now: datetime) -> bool:
    """Send a mail again, take it as arrived, or cancel it; False when it has moved on."""
    if verb in ("arrived", "resend"):
        is_done = api.resolve(mail.pk, has_arrived=verb == "arrived", now=now, actor_id=actor.pk)
    elif verb == "retry":
        is_done = api.retry(mail, now=now)
    else:
        is_done = api.cancel_delivery(mail.pk, now=now, reason="by an administrator")
    if is_done:
        _record(f"mail_{verb}", "mail", mail.public_id, actor, now)
    return is_done


@transaction.atomic
def decide_sending(verb: str, *, actor: User, now: datetime) -> None:
    """Stop all mail, or let it leave again with or without what is old."""
    if verb == "stop":
        switch.stop(reason="by an administrator", now=now, actor_id=actor.pk)
    else:
        switch.start(now=now, actor_id=actor.pk, discard_older=verb == "start_discard")
    _record(f"sending_{verb}", "sending", "", actor, now)


def _record(action: str, what: str, public_id: str, actor: User, now: datetime) -> None:
    audit.record(action, actor=actor, at=now, object_type=what, object_id=public_id)
