"""Beginning a receipt, and taking the customer's answers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language

from offers.models import Receipt, ReceiptAnswer, SavedSimulation
from offers.receipts import quiz
from offers.receipts.sentences import sentences_of
from org.models import User
from prospects import timeline
from prospects.changes import locked
from prospects.models import Prospect, TimelineEntry

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another on paper
HALF = 4
DEVICE_LENGTH, PLACE_LENGTH = 200, 120


def new_code() -> str:
    """Return a code for a sheet: ABCD-EFGH."""
    word = "".join(secrets.choice(LETTERS) for _letter in range(2 * HALF))
    return f"{word[:HALF]}-{word[HALF:]}"


def rate_version(simulation: SavedSimulation) -> str:
    """Return which version of the bank's rates spoke, since when, and the mark of the figures."""
    rate = simulation.terms["rate"]
    parts = [simulation.product.code, simulation.code]
    if rate:
        parts = [rate.get("sheet") or simulation.product.code, rate["since"], simulation.code]
    return " · ".join(parts)


@transaction.atomic
def begin(simulation: SavedSimulation, *, actor: User, now: datetime) -> Receipt:
    """Write the three sentences down. Raises Prospect.DoesNotExist outside the actor's reach."""
    held = locked(simulation.prospect, actor)
    if held is None:
        raise Prospect.DoesNotExist
    sentences = sentences_of(simulation.terms)
    keys = [one["key"] for one in sentences]
    is_asked = quiz.is_on(simulation.product, held.branch.local_date(now))
    return Receipt.objects.system("a receipt begins").create(
        prospect=held, opportunity=simulation.opportunity, simulation=simulation,
        owner=held.owner, branch=held.branch, code=new_code(),
        sentences=sentences, language=get_language() or "id",
        quiz=quiz.questions_of(keys, simulation.terms) if is_asked else [],
        rate_version=rate_version(simulation), created_at=now, created_by=actor,
    )  # fmt: skip


def newest(receipt: Receipt) -> dict[int, ReceiptAnswer]:
    """Return the answer that speaks for each point that was answered; one query."""
    return {one.point: one for one in receipt.answers.select_related("by").order_by("pk")}


@transaction.atomic
def answer(
    receipt: Receipt, said: Mapping[int, bool], *, path: str, device: str, actor: User,
    now: datetime, place: str = "", chosen: Mapping[int, str] | None = None,
) -> Receipt:  # fmt: skip
    """Add the answers to points that are not clear yet; what is clear stays so.

    A point that was *belum jelas* is answered again after it was explained once more: both answers
    are kept. `chosen` are the words he chose of a quiz, `place` where he was. Raises
    Prospect.DoesNotExist outside the actor's reach.
    """
    if locked(receipt.prospect, actor) is None:
        raise Prospect.DoesNotExist
    row = Receipt.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=receipt.pk)
    return take(row, said, path=path, device=device, place=place, chosen=chosen or {},
                asked_by=actor, actor=actor, now=now)  # fmt: skip


def take(
    row: Receipt, said: Mapping[int, bool], *, path: str, device: str, place: str,
    chosen: Mapping[int, str], asked_by: User, actor: User | None, now: datetime,
) -> Receipt:  # fmt: skip
    """Add the answers to a locked receipt; `actor` is None when the customer answers by himself."""
    before = newest(row)
    new = {
        point: is_clear for point, is_clear in said.items()
        if not (point in before and before[point].is_clear)
    }  # fmt: skip
    ReceiptAnswer.objects.bulk_create(
        ReceiptAnswer(receipt=row, point=point, is_clear=is_clear, path=path,
                      device=device[:DEVICE_LENGTH], at=now, by=asked_by,
                      place=place[:PLACE_LENGTH], chosen=chosen.get(point, ""))
        for point, is_clear in sorted(new.items())
    )  # fmt: skip
    if new:
        all_said = {point: one.is_clear for point, one in before.items()} | new
        _conclude(row, all_said, path, actor, now)
    return row


def _conclude(
    row: Receipt, said: Mapping[int, bool], path: str, actor: User | None, now: datetime
) -> None:
    """Set the state by what was said of every point, and tell the timeline."""
    state = Receipt.State.CLEAR
    if len(said) < len(row.sentences):
        state = Receipt.State.OPEN
    if not all(said.values()):
        state = Receipt.State.UNCLEAR
    row.state = state
    row.save(update_fields=["state"])
    unclear = sorted(point for point, is_clear in said.items() if not is_clear)
    timeline.write(
        "receipt_answered", prospect=row.prospect, opportunity=row.opportunity, at=now,
        actor=actor, group=TimelineEntry.Group.CONTACT, code=row.code, path=path,
        clear=sum(said.values()), points=len(row.sentences), unclear=unclear,
    )  # fmt: skip
