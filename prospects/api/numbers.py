"""Telephone numbers for programs, and what else hangs below a prospect."""

from typing import Any

from django.db.models import QuerySet

from core.api.forms import check_form
from core.api.problems import Problem, stale
from core.api.shapes import IdempotencyKey, named
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from org.models import User
from prospects import links, phones
from prospects.api.shapes import NewPhoneBody, PhoneAnswer, PhoneChange
from prospects.below_forms import PhoneForm
from prospects.circle_panel import persons_of, phones_of
from prospects.models import ContactPerson, Prospect, ProspectPhone

router = ApiRouter(tags=["prospects"])
PHONE = ("version", "number", "use", "note", "do_not_call", "is_primary")
PERSON = ("version", "name", "role", "title", "phone", "email", "note", "do_not_call")


def phone_ready(row: ProspectPhone) -> dict[str, Any]:
    """Return one number as it is sent."""
    return {"id": row.public_id} | {name: getattr(row, name) for name in PHONE}


def _person_ready(row: ContactPerson) -> dict[str, Any]:
    return {"id": row.public_id} | {name: getattr(row, name) for name in PERSON}


def _link_ready(end: links.End) -> dict[str, Any]:
    return {
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
        "contacts": [_person_ready(row) for row in persons_of(prospect)],
        "links": [_link_ready(end) for end in links.links_of(prospect, user)],
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
    """Add a number to a prospect."""

    def work() -> str:
        form = _form({"use": "own"} | body.model_dump(exclude_unset=True))
        row = phones.add_phone(request.object, form.facts, actor=request.person, now=request.now)
        return row.public_id

    return now_of(request, once_for(request, idempotency_key, body, work))


@router.operation("PATCH", "/phones/{public_id}", name="phone", permission=P.PROSPECT_CHANGE,
                  answer=PhoneAnswer, rows=visible)  # fmt: skip
def update_phone(request: ApiRequest, public_id: str, body: PhoneChange) -> Any:
    """Change a number.

    An old version is refused with code stale and both values of each field that differs.
    """
    sent = body.model_dump(exclude_unset=True)
    stored = {name: getattr(request.object, name) for name in PHONE}
    form = _form(stored | sent)
    try:
        row = phones.change_phone(
            request.object, form.facts, version=body.version, actor=request.person,
            now=request.now,
        )  # fmt: skip
    except StaleError as error:
        current: Any = error.current
        pairs = [
            (name, value, getattr(current, name))
            for name, value in sent.items()
            if name != "version"
        ]
        raise stale(current.version, pairs) from None
    except Prospect.DoesNotExist:
        raise Problem(404) from None
    return phone_ready(row)
