"""Consents for programs: read, given, taken back."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pydantic import Field

from core.api.forms import check_form
from core.api.problems import field_error, invalid
from core.api.shapes import Answer, Body, Day, IdempotencyKey, one_of
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects import consents
from prospects.api import looking
from prospects.api.numbers import people
from prospects.consent_forms import GiveForm, WithdrawForm, code_of
from prospects.consent_rows import consents_of
from prospects.models import (
    Consent,
    ConsentMedium,
    ConsentPurpose,
    OfferChannel,
    WithdrawalMedium,
)

router = ApiRouter(tags=["consents"])


class ConsentAnswer(Answer):
    """One consent on one edition of the text; by `stop_by` use outside the portal must end."""

    id: str
    purpose: str
    channel: str
    medium: str
    edition: int
    given_at: datetime
    place: str
    reference: str
    withdrawn_at: datetime | None
    withdrawn_medium: str
    stop_by: datetime | None


class ConsentList(Answer):
    """Every consent of a person, the newest first."""

    items: list[ConsentAnswer]


class NewConsentBody(Body):
    """What the person agreed to, how and when he said so."""

    purpose: str = Field(pattern=one_of(ConsentPurpose.values))
    channel: str = Field(
        "", pattern=one_of(["", *OfferChannel.values]), description="By which way; offers only."
    )
    medium: str = Field(pattern=one_of(ConsentMedium.values))
    given_on: Day | None = Field(None, description="YYYY-MM-DD; today without it.")
    place: str = Field("", max_length=120)
    reference: str = Field("", max_length=60, description="Number of the sheet or recording.")


class WithdrawalBody(Body):
    """How the person took his consent back."""

    medium: str = Field(pattern=one_of(WithdrawalMedium.values))
    note: str = Field("", max_length=200)


def ready(row: Consent, user: User) -> dict[str, Any]:
    """Return a consent as it is sent, with moments on the reader's clock."""
    texts = ("purpose", "channel", "medium", "place", "reference", "withdrawn_medium")
    moments = {"given_at": row.given_at, "withdrawn_at": row.withdrawn_at,
               "stop_by": consents.stop_by(row)}  # fmt: skip
    return {
        "id": row.public_id, "edition": row.text.edition,
        **{name: getattr(row, name) for name in texts},
        **{name: at and at.astimezone(user.zone) for name, at in moments.items()},
    }  # fmt: skip


def visible(request: ApiRequest) -> QuerySet[Consent]:
    """Return the consents of people the person reaches."""
    rows = Consent.objects.visible_to(request.person)
    return rows.select_related("prospect__branch", "prospect__owner", "text")


@router.operation("GET", "/prospects/{public_id}/consents", name="prospect-consents",
                  permission=P.PROSPECT_VIEW, answer=ConsentList, rows=people)  # fmt: skip
def list_consents(request: ApiRequest, public_id: str) -> Any:
    """List the consents of a prospect."""
    looking.part(request, request.object)
    return {"items": [ready(row, request.person) for row in consents_of(request.object)]}


@router.operation("POST", "/prospects/{public_id}/consents", name="prospect-consents", status=201,
                  permission=P.CONSENT_RECORD, answer=ConsentAnswer, rows=people)  # fmt: skip
def give_consent(
    request: ApiRequest, public_id: str, body: NewConsentBody, idempotency_key: IdempotencyKey
) -> Any:
    """Record a consent on the text that was in force that day."""
    made = once_for(request, idempotency_key, body, lambda: _give(request, body))
    return _now(request, made)


def _give(request: ApiRequest, body: NewConsentBody) -> str:
    if bool(body.channel) != (body.purpose == ConsentPurpose.OFFERS):
        raise invalid([field_error("channel", _("Offers name a way; nothing else does."))])
    today = request.object.branch.local_date(request.now)
    form = GiveForm(
        {"grants": [code_of((body.purpose, body.channel))], "medium": body.medium,
         "given_on": body.given_on or today.isoformat(), "place": body.place,
         "reference": body.reference},
        today=today,
    )  # fmt: skip
    check_form(form)
    day: date = form.cleaned_data["given_on"]
    row = consents.give_consent(
        request.object, purpose=body.purpose, channel=body.channel, medium=body.medium,
        given_at=consents.given_moment(day, request.object, request.now),
        place=form.cleaned_data["place"], reference=form.cleaned_data["reference"],
        actor=request.person, now=request.now,
    )  # fmt: skip
    return row.public_id


def _now(request: ApiRequest, public_id: str) -> dict[str, Any]:
    return ready(found(visible(request), public_id), request.person)


@router.operation("POST", "/consents/{public_id}/withdrawal", name="consent-withdrawal",
                  permission=P.CONSENT_RECORD, answer=ConsentAnswer, rows=visible,
                  on_locked=True)  # fmt: skip
def withdraw_consent(request: ApiRequest, public_id: str, body: WithdrawalBody) -> Any:
    """Take a consent back.

    It works at once, also for a restricted person; what was withdrawn before stays as it is.
    """
    form = WithdrawForm(body.model_dump())
    check_form(form)
    consents.withdraw_consent(
        request.object, medium=body.medium, note=body.note, actor=request.person, now=request.now
    )
    return _now(request, public_id)
