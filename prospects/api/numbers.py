"""Telephone numbers for programs, and what else hangs below a prospect."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.api.forms import check_form
from core.api.problems import Problem, stale
from core.api.shapes import IdempotencyKey, named
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects import links, phones
from prospects.api.circle_shapes import NewPhoneBody, PhoneAnswer, PhoneChange
from prospects.api.known import reason_for, told
from prospects.below_forms import PhoneForm
from prospects.circle_panel import persons_of, phones_of
from prospects.models import ContactPerson, Prospect, ProspectPhone

router = ApiRouter(tags=["prospects"])
PHONE = ("version", "number", "use", "note", "do_not_call", "is_primary")
PERSON = ("version", "name", "role", "title", "phone", "email", "note", "do_not_call")


def phone_ready(row: ProspectPhone) -> dict[str, Any]:
    """Return one number as it is sent."""
    return {"id": row.public_id} | {name: getattr(row, name) for name in PHONE}


def person_ready(row: ContactPerson) -> dict[str, Any]:
    """Return somebody at a company as he is sent."""
    return {"id": row.public_id} | {name: getattr(row, name) for name in PERSON}


def link_ready(end: links.End) -> dict[str, Any]:
    """Return a link as it is read from one end."""
    return {
        "id": end.link.public_id if end.is_ours else None,
        "kind": end.kind,
        "prospect": named(end.other, end.other.name) if end.other else None,
        "name": end.name,
        "note": end.note,
        "is_hidden": end.is_hidden,
    }


def below_of(prospect: Prospect, user: User) -> dict[str, Any]:
    """Return numbers, contact persons and links of a prospect the person reaches."""
    return {
        "phones": [phone_ready(row) for row in phones_of(prospect)],
        "contacts": [person_ready(row) for row in persons_of(prospect)],
        "links": [link_ready(end) for end in links.links_of(prospect, user)],
    }


def people(request: ApiRequest) -> QuerySet[Prospect]:
    """Return the prospects the person reaches."""
    return Prospect.objects.visible_to(request.person).select_related("owner", "branch")


def visible(request: ApiRequest) -> QuerySet[ProspectPhone]:
    """Return the numbers the person reaches."""
    return ProspectPhone.objects.visible_to(request.person).select_related("prospect")


def now_of(request: ApiRequest, public_id: str) -> dict[str, Any]:
    """Return a number as it is now; 404 when it has left the reach."""
    row = found(visible(request), public_id)
    return phone_ready(row)


def _form(values: dict[str, Any]) -> PhoneForm:
    """Return the page's form filled with these values, checked."""
    ticked = {name: "on" if value is True else value for name, value in values.items()}
    form = PhoneForm({name: value for name, value in ticked.items() if value not in (None, False)})
    check_form(form)
    return form


@router.operation("POST", "/prospects/{public_id}/phones", name="prospect-phones", status=201,
                  permission=P.PROSPECT_CHANGE, answer=PhoneAnswer, rows=people)  # fmt: skip
def create_phone(
    request: ApiRequest, public_id: str, body: NewPhoneBody, idempotency_key: IdempotencyKey
) -> Any:
    """Add a number to a prospect.

    A number that another prospect has is refused with code duplicate, once, without a reason.
    """

    def work() -> str:
        form = _form({"use": "own"} | body.model_dump(exclude_unset=True))
        facts = _facts(request, form, body.duplicate_reason, request.object)
        return phones.add_phone(
            request.object, facts, actor=request.person, now=request.now
        ).public_id

    with told(request):
        made = once_for(request, idempotency_key, body, work)
    return now_of(request, made)


def _facts(
    request: ApiRequest, form: PhoneForm, reason: str | None, prospect: Prospect, kept: str = ""
) -> phones.PhoneFacts:
    """Return what the service takes, with the reason why another prospect has the number too."""
    number = form.cleaned_data["number"]
    said = reason_for(number, reason, prospect, request, kept)
    return replace(form.facts, duplicate_reason=said)


@router.operation("PATCH", "/phones/{public_id}", name="phone", permission=P.PROSPECT_CHANGE,
                  answer=PhoneAnswer, rows=visible)  # fmt: skip
def update_phone(request: ApiRequest, public_id: str, body: PhoneChange) -> Any:
    """Change a number.

    An old version is refused with code stale and both values of each field that differs.
    """
    sent = body.model_dump(exclude_unset=True)
    stored = {name: getattr(request.object, name) for name in PHONE}
    form = _form(stored | sent)
    phone: ProspectPhone = request.object
    try:
        with told(request), transaction.atomic():
            facts = _facts(request, form, body.duplicate_reason, phone.prospect, phone.number)
            row = phones.change_phone(
                phone, facts, version=body.version, actor=request.person, now=request.now
            )
    except StaleError as error:
        current: Any = error.current
        pairs = [
            (name, value, getattr(current, name))
            for name, value in sent.items()
            if name not in ("version", "duplicate_reason")
        ]
        raise stale(current.version, pairs) from None
    except Prospect.DoesNotExist:
        raise Problem(404) from None
    return phone_ready(row)


@router.operation("POST", "/phones/{public_id}/removal", name="phone-removal", rows=visible,
                  permission=P.PROSPECT_CHANGE, answer=PhoneAnswer)  # fmt: skip
def remove_phone(request: ApiRequest, public_id: str) -> Any:
    """Take a number away; answers with what it was."""
    gone = phone_ready(request.object)
    try:
        phones.remove_phone(request.object, actor=request.person, now=request.now)
    except Prospect.DoesNotExist:
        raise Problem(404) from None
    return gone
