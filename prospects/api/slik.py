"""SLIK for programs: asked for with consent, answered, read; each look is written down."""

from typing import Any

from core.api.forms import check_form
from core.api.problems import Problem, field_error, invalid, stale
from core.api.shapes import IdempotencyKey, named
from core.errors import InputError
from core.versioning import StaleError
from org.access.api import ApiRequest, ApiRouter, once_for
from org.access.permissions import Permission as P
from org.models import AuditEntry, User
from prospects.api.finance_ready import row_ready
from prospects.api.finances import row_of
from prospects.api.slik_shapes import (
    SlikAnswer,
    SlikFacilityAnswer,
    SlikFacilityBody,
    SlikFileAnswer,
    SlikRequestAnswer,
    SlikRequestBody,
    SlikResultBody,
)
from prospects.api.subjects import checked, files, filled, need, people, read, sent_of, subject_of
from prospects.consents import given
from prospects.finance import slik, slik_reading
from prospects.finance.kinds import KINDS
from prospects.finance.reading import Subject
from prospects.finance.slik_file import SlikResult
from prospects.finance.slik_file import read as read_file
from prospects.finance.slik_forms import ResultForm, SlikFacilityForm
from prospects.models import Facility, SlikCheck

router = ApiRouter(tags=["slik"])


def check_of(subject: Subject, public_id: str) -> SlikCheck:
    """Return a request about the subject. Raises 404."""
    row = slik_reading.check_of(subject.prospect, public_id)
    if row is None or row.public_id != public_id:
        raise Problem(404)
    return row


def _person(user: User | None) -> dict[str, str] | None:
    return named(user, user.full_name) if user else None


def request_ready(check: SlikCheck, newest: set[int], user: User) -> dict[str, Any]:
    """Return a request as it is sent."""
    names = ("version", "whose", "purpose", "state", "position_on", "reference")
    moments = {name: getattr(check, name) for name in ("requested_at", "received_at")}
    return {
        "id": check.public_id, **{name: getattr(check, name) for name in names},
        **{name: at and at.astimezone(user.zone) for name, at in moments.items()},
        "requested_by": _person(check.requested_by), "received_by": _person(check.received_by),
        "has_file": bool(check.file_name), "takes_facilities": check.pk in newest,
    }  # fmt: skip


def facility_ready(row: Facility) -> dict[str, Any]:
    """Return a facility with its past."""
    return row_ready(KINDS["facility"], row) | {"months": row.months}


def _reader(entry: AuditEntry, user: User) -> dict[str, Any]:
    at = entry.at.astimezone(user.zone)
    return {"person": _person(entry.actor), "action": entry.action, "at": at}


def _months(check: SlikCheck | None, rows: list[Facility]) -> list[dict[str, Any]]:
    """Return the worst class of each month up to the position of the last answer."""
    if check is None or check.position_on is None:
        return []
    pairs = zip(slik.month_names(check.position_on), slik.worst_by_month(rows), strict=True)
    return [{"month": month, "collectibility": kol} for month, kol in pairs]


def shown(request: ApiRequest) -> dict[str, Any]:
    """Return what is known from SLIK, and note who looked."""
    subject, user = read(request), request.person
    person = subject.prospect
    checks, rows = slik_reading.checks_of(person), slik_reading.facilities_of(person)
    if checks:
        slik.note("slik_viewed", subject, actor=user, now=request.now)
    agreed = given(person, slik.PURPOSES.values(), at=request.now)
    newest, (now, ever) = slik_reading.newest_of(checks), slik_reading.worst(rows)
    return {
        "consents": {str(who): purpose in agreed for who, purpose in slik.PURPOSES.items()},
        "requests": [request_ready(check, newest, user) for check in checks],
        "facilities": [facility_ready(row) for row in rows],
        "worst_now": now, "worst_in_24_months": ever,
        "months": _months(slik_reading.last_answer(checks), rows),
        "readers": [_reader(entry, user) for entry in slik_reading.readers_of(person)],
    }  # fmt: skip


def _ready_of(request: ApiRequest, subject: Subject, public_id: str) -> dict[str, Any]:
    newest = slik_reading.newest_of(slik_reading.checks_of(subject.prospect))
    return request_ready(check_of(subject, public_id), newest, request.person)


def ask(request: ApiRequest, body: SlikRequestBody, key: str) -> dict[str, Any]:
    """Ask once for this key; refused without consent."""
    need(request, P.SLIK_VIEW)
    subject = subject_of(request)

    def work() -> str:
        return slik.request(subject, whose=body.whose, purpose=body.purpose, actor=request.person,
                            now=request.now).public_id  # fmt: skip

    return _ready_of(request, subject, once_for(request, key, body, work))


def enter(request: ApiRequest, public_id: str, body: SlikResultBody) -> dict[str, Any]:
    """Write an answer down by the rules of the page."""
    need(request, P.SLIK_VIEW)
    subject = subject_of(request)
    check = check_of(subject, public_id)
    form = ResultForm(sent_of(body), today=request.today)
    check_form(form)
    clean = form.cleaned_data
    try:
        result, file = SlikResult([]), ("", "")
        if body.content:
            result = read_file(body.content.encode(), today=request.today)
            file = (body.file_name, body.content)
        slik.receive(check, subject, result, version=body.version,
                     position_on=clean["position_on"], reference=clean["reference"],
                     actor=request.person, now=request.now, file=file)  # fmt: skip
    except InputError as error:
        raise invalid([field_error("content", error.text)]) from None
    except StaleError as error:
        current: Any = error.current
        mine = [("state", "received", current.state)]
        raise stale(current.version, mine) from None
    return _ready_of(request, subject, public_id)


def add_facility(
    request: ApiRequest, public_id: str, body: SlikFacilityBody, key: str
) -> dict[str, Any]:
    """Type one facility of an answer in, once for this key."""
    need(request, P.SLIK_VIEW)
    subject = subject_of(request)
    check = check_of(subject, public_id)

    def work() -> str:
        data = filled(_form(request), sent_of(body))
        values = checked(_form(request, data))
        row = slik.add_facility(check, subject, values, actor=request.person, now=request.now)
        return row.public_id

    row: Any = row_of(subject, once_for(request, key, body, work))[1]
    return facility_ready(row)


def _form(request: ApiRequest, data: Any = None) -> SlikFacilityForm:
    return SlikFacilityForm(data, instance=Facility(), today=request.today)


def file_of(request: ApiRequest, public_id: str) -> dict[str, Any]:
    """Return the file of an answer; the fetch is written down."""
    subject = read(request)
    check = check_of(subject, public_id)
    if not check.file_cipher:
        raise Problem(404)
    slik.note("slik_file_fetched", subject, actor=request.person, now=request.now)
    return {"name": check.file_name, "content": slik.file_text(check)}


@router.operation("GET", "/prospects/{public_id}/slik", name="prospect-slik", rows=people,
                  permission=P.SLIK_VIEW, answer=SlikAnswer)  # fmt: skip
def get_prospect_slik(request: ApiRequest, public_id: str) -> Any:
    """Read what is known of a prospect from SLIK. The look is written down."""
    return shown(request)


@router.operation("GET", "/opportunities/{public_id}/slik", name="opportunity-slik", rows=files,
                  permission=P.SLIK_VIEW, answer=SlikAnswer)  # fmt: skip
def get_opportunity_slik(request: ApiRequest, public_id: str) -> Any:
    """Read what is known of the debtor of an opportunity from SLIK. The look is written down."""
    return shown(request)


@router.operation("POST", "/prospects/{public_id}/slik", name="prospect-slik", rows=people,
                  permission=P.FINANCE_CHANGE, answer=SlikRequestAnswer, status=201)  # fmt: skip
def ask_prospect_slik(
    request: ApiRequest, public_id: str, body: SlikRequestBody, idempotency_key: IdempotencyKey
) -> Any:
    """Ask for a look into SLIK.

    Refused without the recorded consent of the person it is about, and while one waits.
    """
    return ask(request, body, idempotency_key)


@router.operation("POST", "/opportunities/{public_id}/slik", name="opportunity-slik", rows=files,
                  permission=P.FINANCE_CHANGE, answer=SlikRequestAnswer, status=201)  # fmt: skip
def ask_opportunity_slik(
    request: ApiRequest, public_id: str, body: SlikRequestBody, idempotency_key: IdempotencyKey
) -> Any:
    """Ask for a look into SLIK about the debtor of an opportunity.

    Refused without the recorded consent of the person it is about, and while one waits.
    """
    return ask(request, body, idempotency_key)


@router.operation("PATCH", "/prospects/{public_id}/slik/{check}", name="prospect-slik-result",
                  rows=people, permission=P.FINANCE_CHANGE, answer=SlikRequestAnswer)  # fmt: skip
def enter_prospect_slik(
    request: ApiRequest, public_id: str, check: str, body: SlikResultBody
) -> Any:
    """Enter the answer of SLIK.

    Facilities of an earlier answer about the same person leave the picture. Refused with code
    stale once an answer is here.
    """
    return enter(request, check, body)


@router.operation("PATCH", "/opportunities/{public_id}/slik/{check}",
                  name="opportunity-slik-result", rows=files, permission=P.FINANCE_CHANGE,
                  answer=SlikRequestAnswer)  # fmt: skip
def enter_opportunity_slik(
    request: ApiRequest, public_id: str, check: str, body: SlikResultBody
) -> Any:
    """Enter the answer of SLIK about the debtor of an opportunity.

    Facilities of an earlier answer about the same person leave the picture. Refused with code
    stale once an answer is here.
    """
    return enter(request, check, body)


@router.operation("POST", "/prospects/{public_id}/slik/{check}/facilities",
                  name="prospect-slik-facilities", rows=people, permission=P.FINANCE_CHANGE,
                  answer=SlikFacilityAnswer, status=201)  # fmt: skip
def create_prospect_slik_facility(
    request: ApiRequest, public_id: str, check: str, body: SlikFacilityBody,
    idempotency_key: IdempotencyKey,
) -> Any:  # fmt: skip
    """Type one facility of the newest answer in."""
    return add_facility(request, check, body, idempotency_key)


@router.operation("POST", "/opportunities/{public_id}/slik/{check}/facilities",
                  name="opportunity-slik-facilities", rows=files, permission=P.FINANCE_CHANGE,
                  answer=SlikFacilityAnswer, status=201)  # fmt: skip
def create_opportunity_slik_facility(
    request: ApiRequest, public_id: str, check: str, body: SlikFacilityBody,
    idempotency_key: IdempotencyKey,
) -> Any:  # fmt: skip
    """Type one facility of the newest answer about the debtor of an opportunity in."""
    return add_facility(request, check, body, idempotency_key)


@router.operation("GET", "/prospects/{public_id}/slik/{check}/file", name="prospect-slik-file",
                  rows=people, permission=P.SLIK_VIEW, answer=SlikFileAnswer)  # fmt: skip
def get_prospect_slik_file(request: ApiRequest, public_id: str, check: str) -> Any:
    """Fetch the file of an answer. Each fetch is written down."""
    return file_of(request, check)


@router.operation("GET", "/opportunities/{public_id}/slik/{check}/file",
                  name="opportunity-slik-file", rows=files, permission=P.SLIK_VIEW,
                  answer=SlikFileAnswer)  # fmt: skip
def get_opportunity_slik_file(request: ApiRequest, public_id: str, check: str) -> Any:
    """Fetch the file of an answer about the debtor. Each fetch is written down."""
    return file_of(request, check)
