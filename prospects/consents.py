"""Giving and withdrawing consent, and the one question everybody asks: `has_consent`.

Each purpose and each way of an offer is a consent of its own, on the text that was in force that
day. Withdrawing works at once and for everything that leans on it; the law's 3 x 24 hours are for
what lies outside the portal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from org.models import User
from products.types import Phase, product_types
from prospects import timeline
from prospects.clocks import due_at
from prospects.consent_texts import TEXTS
from prospects.models import (
    Consent,
    ConsentMedium,
    ConsentPurpose,
    ConsentText,
    Opportunity,
    Prospect,
)
from prospects.models.consent import ConsentQuerySet
from prospects.models.prospect import OffersClosed
from prospects.restriction import refuse_locked, restrict
from prospects.signals import offers_withdrawn, opportunity_changed

# What `give_consent` sets from rows it already holds; looking each up again costs a query apiece.
# The person is looked up: the rule "in force once" is about him.
SET_HERE = ("public_id", "owner", "branch", "text", "recorded_by",
            "withdrawal_recorded_by")  # fmt: skip


NOON = time(12)


def load_texts(model: type[ConsentText] = ConsentText) -> None:
    """Add the first edition where a purpose has none; `model` may be that of a migration."""
    known = set(model._default_manager.values_list("purpose", flat=True))
    model._default_manager.bulk_create(
        model(purpose=str(purpose), edition=1, text_id=indonesian, text_en=english,
              valid_from=date(2026, 1, 1), approved_at=datetime.fromisoformat("2026-01-01T00:00Z"))
        for purpose, indonesian, english in TEXTS if str(purpose) not in known
    )  # fmt: skip


def texts_in_force(on: date) -> dict[str, ConsentText]:
    """Return purpose -> the text that holds on `on`."""
    return {row.purpose: row for row in ConsentText.objects.in_force(on)}


def given_moment(day: date, prospect: Prospect, now: datetime) -> datetime:
    """Return now for today at the branch; its noon for a day that is over."""
    if day == prospect.branch.local_date(now):
        return now
    return datetime.combine(day, NOON, prospect.branch.zone)


def has_consent(prospect: Prospect, purpose: str, *, channel: str = "", at: datetime) -> bool:
    """Tell whether the person's consent to `purpose` was in force at the moment `at`.

    Offers are asked for by `channel` (an OfferChannel); without one any way counts.
    """
    rows = Consent.objects.system("may this be done").in_force(at)
    rows = rows.filter(prospect=prospect, purpose=purpose)
    return (rows.filter(channel=channel) if channel else rows).exists()


def given(prospect: Prospect, purposes: Iterable[str], *, at: datetime) -> set[str]:
    """Return those of the purposes to which a consent was in force at the moment `at`."""
    rows = Consent.objects.system("may this be done").in_force(at)
    rows = rows.filter(prospect=prospect, purpose__in=list(purposes))
    return set(rows.values_list("purpose", flat=True))


@transaction.atomic
def give_consent(
    prospect: Prospect,
    *,
    purpose: str,
    medium: str,
    given_at: datetime,
    actor: User,
    now: datetime,
    channel: str = "",
    place: str = "",
    reference: str = "",
    proof: str = "",
) -> Consent:
    """Record one consent on the text that was in force the day it was given.

    `reference` is the number on the paper or of the recording, `proof` the public id of its file.
    Raises ValidationError in the user's words: given in the future, no text, in force already.
    """
    refuse_locked(prospect)
    text = texts_in_force(prospect.branch.local_date(given_at)).get(purpose)
    if given_at > now:
        raise ValidationError(_("A consent cannot be given in the future."))
    if text is None:
        raise ValidationError(_("No approved text was in force on this day."))
    consent = Consent(
        prospect=prospect, owner=prospect.owner, branch=prospect.branch, purpose=purpose,
        channel=channel, text=text, medium=medium, given_at=given_at, place=place.strip(),
        reference=reference.strip(), proof=proof, recorded_at=now, recorded_by=actor,
    )  # fmt: skip
    consent.full_clean(exclude=SET_HERE)
    consent.save(force_insert=True)
    refresh_offers(prospect.pk)
    _write("consent_given", consent, actor=actor, now=now, edition=text.edition, medium=medium)
    return consent


def prove(prospect_id: int, purposes: Iterable[str], *, proof: str, signed_by: datetime) -> int:
    """Write the file of a signed sheet beside the paper consents that have none; return how many.

    `proof` is its public id. A consent given after the sheet came in was signed on another.
    """
    rows = Consent.objects.system("the signed sheet is here").filter(prospect_id=prospect_id)
    rows = rows.filter(medium=ConsentMedium.PAPER, proof="", purpose__in=list(purposes))
    return rows.filter(recorded_at__lte=signed_by).update(proof=proof)


@transaction.atomic
def withdraw_consent(
    consent: Consent, *, medium: str, actor: User, now: datetime, note: str = ""
) -> list[Consent]:
    """Take a consent back, with all that leans on it; return what was withdrawn by this call.

    A second press finds nothing to withdraw. Reminders and steps that were offers end in the same
    transaction: whoever listens to `offers_withdrawn` ends them.
    """
    rows = Consent.objects.system("withdrawn together").standing().select_for_update(of=("self",))
    rows = rows.filter(prospect=consent.prospect)
    if consent.purpose != ConsentPurpose.PROCESSING:  # without it nothing else can stand
        rows = rows.filter(pk=consent.pk)
    withdrawn = list(rows.select_related("prospect__branch", "prospect__owner").order_by("pk"))
    for row in withdrawn:
        row.withdrawn_at, row.withdrawn_medium = max(now, row.given_at), medium
        row.withdrawn_note, row.withdrawal_recorded_by = note.strip(), actor
        row.save(update_fields=["withdrawn_at", "withdrawn_medium", "withdrawn_note",
                                "withdrawal_recorded_by"])  # fmt: skip
        _write("consent_withdrawn", row, actor=actor, now=now, medium=medium)
    if withdrawn:
        _stop_offers(withdrawn, actor=actor, now=now)
        if consent.purpose == ConsentPurpose.PROCESSING and not has_business(consent.prospect):
            why = _("the consent to keep the data was withdrawn")
            restrict(consent.prospect, why=why, actor=actor, now=now)
    return withdrawn


def _stop_offers(withdrawn: list[Consent], *, actor: User, now: datetime) -> None:
    """Close the ways of offers that leaned on these and tell the apps above."""
    prospect = withdrawn[0].prospect
    refresh_offers(prospect.pk)
    prospect.refresh_from_db(fields=["offer_channels", "offers_closed"])
    channels = [row.channel for row in withdrawn if row.purpose == ConsentPurpose.OFFERS]
    if channels or prospect.offers_closed == OffersClosed.WITHDRAWN:
        offers_withdrawn.send(
            sender=Consent, prospect=prospect, channels=channels, actor=actor, now=now
        )


def _write(kind: str, consent: Consent, *, actor: User, now: datetime, **data: Any) -> None:
    timeline.write(
        kind, prospect=consent.prospect, at=now, actor=actor, purpose=consent.purpose,
        channel=consent.channel, **data,
    )  # fmt: skip


def stop_by(consent: Consent) -> datetime | None:
    """Return by when use outside the portal must have ended; None while it is in force."""
    return due_at(consent.withdrawn_at) if consent.withdrawn_at else None


def listen() -> None:
    """Let the end of an application close offers, and a reopened one open them again."""
    opportunity_changed.connect(_on_news, dispatch_uid="prospects.consents")


def _on_news(*, opportunity: Opportunity, kind: str, **_news: Any) -> None:
    if kind in {"lost", "reopened", "won"}:
        refresh_offers(opportunity.prospect_id)


def refresh_offers(prospect_id: int) -> None:
    """Write on the prospect by which ways an offer may come, and why none may."""
    rows = Consent.objects.system("ways of offers").filter(prospect_id=prospect_id)
    offers = rows.standing().filter(purpose=ConsentPurpose.OFFERS).order_by("channel")
    channels = ",".join(offers.values_list("channel", flat=True))
    Prospect.objects.system("ways of offers").filter(pk=prospect_id).update(
        offer_channels=channels,
        offers_closed=_why_closed(prospect_id, rows, has_any=bool(channels)),
    )


def _why_closed(prospect_id: int, rows: ConsentQuerySet, *, has_any: bool) -> str:
    """Return why no offer may come although nobody asked: taken back, or the application ended."""
    leaning = [ConsentPurpose.OFFERS, ConsentPurpose.PROCESSING]
    if not has_any and rows.filter(purpose__in=leaning, withdrawn_at__isnull=False).exists():
        return OffersClosed.WITHDRAWN
    ended_at = _ended_at(prospect_id)
    if ended_at is None:
        return ""
    anew = Q(purpose=ConsentPurpose.RECONTACT) | Q(
        purpose=ConsentPurpose.OFFERS, given_at__gt=ended_at
    )
    return "" if rows.standing().filter(anew).exists() else OffersClosed.REFUSED


def _ended_at(prospect_id: int) -> datetime | None:
    """Return when the last application was refused or withdrawn, if nothing else runs or is won.

    Using the data of refused or withdrawn applicants needs a consent (POJK 22/2023).
    """
    rows = Opportunity.objects.system("did the application end").live()
    rows = rows.filter(prospect_id=prospect_id)
    if rows.exclude(status=Opportunity.Status.LOST).exists():
        return None
    ended: datetime | None = rows.aggregate(at=Max("closed_at"))["at"]
    return ended


def stages_in_process() -> list[str]:
    """Return the rungs on which a file is in work: talking about it is no offer."""
    rungs = (rung for family in product_types().values() for rung in family)
    return sorted({rung.code for rung in rungs if rung.phase != Phase.SEARCH})


def has_business(prospect: Prospect) -> bool:
    """Tell whether a file is in work or won: the officer must be able to talk about it."""
    rows = Opportunity.objects.system("is a file in work").live().filter(prospect=prospect)
    in_work = Q(status=Opportunity.Status.OPEN, stage__in=stages_in_process())
    return rows.filter(Q(status=Opportunity.Status.WON) | in_work).exists()


def contact_is_stopped(prospect: Prospect) -> bool:
    """Tell whether no step towards this person may be planned: he is restricted, or took his
    consent back and no file of his is in work. Asks the database only in that last, rare case."""
    if prospect.restricted_at is not None:
        return True
    return prospect.offers_closed == OffersClosed.WITHDRAWN and not has_business(prospect)
