"""Contact persons of a company and links between people, for programs."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.api.forms import check_form
from core.api.problems import Problem
from core.api.shapes import IdempotencyKey
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, found, once_for
from org.access.permissions import Permission as P
from prospects import links, persons
from prospects.api.circle_shapes import (
    ContactPersonAnswer,
    LinkAnswer,
    NewLinkBody,
    NewPersonBody,
    PersonChange,
)
from prospects.api.known import reason_for, told
from prospects.api.numbers import link_ready, person_ready
from prospects.api.subjects import filled, people, sent_of, stale_of
from prospects.below_forms import LinkForm, PersonForm
from prospects.models import ContactPerson, Prospect, ProspectLink

router = ApiRouter(tags=["prospects"])
LEFT_OUT = ("version", "duplicate_reason")


def contacts(request: ApiRequest) -> QuerySet[ContactPerson]:
    """Return the contact persons of companies the person reaches."""
    return ContactPerson.objects.visible_to(request.person).select_related("prospect")


def own_links(request: ApiRequest) -> QuerySet[ProspectLink]:
    """Return the links written at prospects the person reaches."""
    return ProspectLink.objects.visible_to(request.person).select_related("prospect")


def _form(initial: dict[str, Any], sent: dict[str, str]) -> PersonForm:
    """Return the page's form filled with these values, checked."""
    form = PersonForm(filled(PersonForm(initial=initial), sent))
    check_form(form)
    return form


@router.operation("POST", "/prospects/{public_id}/contact-persons", rows=people, status=201,
                  name="prospect-contact-persons", permission=P.PROSPECT_CHANGE,
                  answer=ContactPersonAnswer)  # fmt: skip
def create_contact_person(
    request: ApiRequest, public_id: str, body: NewPersonBody, idempotency_key: IdempotencyKey
) -> Any:
    """Record somebody at a company.

    A number that another prospect has is refused with code duplicate, once, without a reason.
    """

    def work() -> str:
        form = _form({}, sent_of(body, *LEFT_OUT))
        data, company = form.cleaned_data, request.object
        reason_for(data["phone"], body.duplicate_reason, company, request)
        return persons.add_person(company, data, actor=request.person, now=request.now).public_id

    with told(request):
        made = once_for(request, idempotency_key, body, work)
    return person_ready(found(contacts(request), made))


@router.operation("PATCH", "/contact-persons/{public_id}", name="contact-person", rows=contacts,
                  permission=P.PROSPECT_CHANGE, answer=ContactPersonAnswer)  # fmt: skip
def update_contact_person(request: ApiRequest, public_id: str, body: PersonChange) -> Any:
    """Change a contact person.

    An old version is refused with code stale and both values of each field that differs.
    """
    row: ContactPerson = request.object
    stored = {name: getattr(row, name) for name in persons.FIELDS}
    data = _form(stored, sent_of(body, *LEFT_OUT)).cleaned_data
    try:
        with told(request), transaction.atomic():
            reason_for(data["phone"], body.duplicate_reason, row.prospect, request, row.phone)
            changed = persons.change_person(
                row, data, version=body.version, actor=request.person, now=request.now
            )
    except StaleError as error:
        mine = body.model_dump(exclude_unset=True, exclude=set(LEFT_OUT))
        current: Any = error.current
        raise stale_of(error, mine, person_ready(current)) from None
    except Prospect.DoesNotExist:
        raise Problem(404) from None
    return person_ready(changed)


@router.operation("POST", "/contact-persons/{public_id}/removal", name="contact-person-removal",
                  rows=contacts, permission=P.PROSPECT_CHANGE,
                  answer=ContactPersonAnswer)  # fmt: skip
def remove_contact_person(request: ApiRequest, public_id: str) -> Any:
    """Take somebody off the list; answers with who it was."""
    gone = person_ready(request.object)
    try:
        persons.remove_person(request.object, actor=request.person, now=request.now)
    except Prospect.DoesNotExist:
        raise Problem(404) from None
    return gone


def _link_of(request: ApiRequest, prospect: Prospect, public_id: str) -> dict[str, Any]:
    """Return a link as it is read from this end; 404 when it is gone."""
    ends = links.links_of(prospect, request.person)
    end = next((end for end in ends if end.link.public_id == public_id), None)
    if end is None:
        raise Problem(404)
    return link_ready(end)


@router.operation("POST", "/prospects/{public_id}/links", name="prospect-links", rows=people,
                  status=201, permission=P.PROSPECT_CHANGE, answer=LinkAnswer)  # fmt: skip
def create_link(
    request: ApiRequest, public_id: str, body: NewLinkBody, idempotency_key: IdempotencyKey
) -> Any:
    """Link a prospect to his spouse, guarantor, employer, owner or group.

    `kind` says what the other one is to him; read from the other end it is the inverse.
    """

    def work() -> str:
        form = LinkForm(sent_of(body), rows=links.reachable(request.object, request.person))
        check_form(form)
        data = form.cleaned_data
        return links.add_link(
            request.object, data["kind"], other=data["other"], other_name=data["other_name"],
            note=data["note"], actor=request.person, now=request.now,
        ).public_id  # fmt: skip

    try:
        made = once_for(request, idempotency_key, body, work)
    except Prospect.DoesNotExist:
        raise Problem(404) from None
    return _link_of(request, request.object, made)


@router.operation("POST", "/links/{public_id}/removal", name="link-removal", rows=own_links,
                  permission=P.PROSPECT_CHANGE, answer=LinkAnswer)  # fmt: skip
def remove_link(request: ApiRequest, public_id: str) -> Any:
    """Take a link away, at the end where it was written; answers with what it was."""
    gone = _link_of(request, request.object.prospect, public_id)
    links.remove_link(request.object, actor=request.person, now=request.now)
    return gone
