"""The base of every operation of the API: who calls, on which rows, may he, and may his token.

The order is that of the pages: 401 without a token, 404 outside the reach (the same bytes for a
foreign and for an absent id), 403 inside it without the right. Only then is the body read. An
operation that names no permission does not start (see checks).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from ninja import NinjaAPI, Router
from ninja.errors import HttpError
from ninja.errors import ValidationError as SchemaError
from ninja.operation import Operation, PathView
from ninja.security import HttpBearer
from ninja.utils import normalize_path, replace_path_param_notation
from pydantic import BaseModel

from core.api import openapi
from core.api.problems import Problem, refusal_of
from core.api.reading import ReadBefore, check_query, read_body
from core.api.words import problem_of
from core.idempotency import KeyReusedError, once
from core.public_id import LENGTH
from core.queries import only_row
from org.access.permissions import Permission
from org.access.views import why_locked
from org.models import User
from org.tokens import Admission

Row = TypeVar("Row", bound=Model)
Function = TypeVar("Function", bound=Callable[..., Any])
Rows = Callable[["ApiRequest"], QuerySet[Any]]


class ApiRequest(HttpRequest):
    """A request of a program: as whom it acts, when, and the row its address names."""

    admission: Admission | None
    person: User
    now: datetime
    today: date
    object: Any
    json_body: Any


@dataclass(frozen=True)
class Rule:
    """What an operation asks for: one of the permissions, a token that writes, rows of an id.

    `on_locked` works on rows that nobody may change, too.
    """

    permissions: tuple[Permission, ...]
    writes: bool
    rows: Rows | None = None
    on_locked: bool = False


def rule_of(operation: Operation) -> Rule | None:
    """Return what the operation asks for; None when it names nothing."""
    return getattr(operation.view_func, "rule", None)


class ApiRouter(Router):
    """A router whose operations name their permission."""

    def operation(
        self, method: str, address: str, *, permission: Permission | tuple[Permission, ...],
        name: str, answer: Any, status: int = 200, writes: bool | None = None,
        rows: Rows | None = None, on_locked: bool = False,
    ) -> Callable[[Function], Function]:  # fmt: skip
        """Add an operation. All of one address share its `name`; `rows` are those `{public_id}`
        is looked for among; `writes` is by default whether the method is not GET."""
        needed = permission if isinstance(permission, tuple) else (permission,)
        rule = Rule(needed, method != "GET" if writes is None else writes, rows, on_locked)

        def decorate(function: Function) -> Function:
            function.rule = rule  # type: ignore[attr-defined]
            words = (function.__doc__ or "").strip().partition("\n\n")
            self.add_api_operation(
                address, [method], function, response={status: answer}, url_name=name,
                by_alias=True,
                operation_id=function.__name__, summary=words[0].rstrip("."),
                description=" ".join(words[2].split()),
            )  # fmt: skip
            return function

        return decorate


class AccessToken(HttpBearer):
    """Names the token in the document; it was admitted by the middleware already."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return who calls."""
        return getattr(request, "admission", None)


def check_token(request: ApiRequest) -> None:
    """Raise 401 without a usable token, 429 with one that calls too often."""
    admission = getattr(request, "admission", None)
    if admission is None:
        raise Problem(401, headers={"WWW-Authenticate": "Bearer"})
    if admission.wait:
        raise Problem(429, headers={"Retry-After": str(admission.wait)})
    request.person = admission.user
    request.today = request.now.astimezone(admission.user.zone).date()
    request.person.access_day = request.today


def find_object(request: ApiRequest, rule: Rule, public_id: str | None) -> None:
    """Load what the address names; 404 outside the reach."""
    if rule.rows is None or public_id is None:
        return
    if not (len(public_id) == LENGTH and public_id.isascii() and public_id.isalnum()):
        raise Problem(404)
    request.object = found(rule.rows(request), public_id)


def check_right(request: ApiRequest, rule: Rule) -> None:
    """Raise 403 for what the person, or his token, may not do."""
    if not any(request.person.may(permission) for permission in rule.permissions):
        raise Problem(403)
    if not rule.writes:
        return
    if not cast(Admission, request.admission).may_write:
        raise Problem(403, "token_reads_only")
    may_be_locked = rule.rows is None or rule.on_locked
    reason = "" if may_be_locked else why_locked(request.object)
    if reason:
        raise Problem(409, "locked", reason)


def known_parameters(operation: Operation) -> set[str]:
    """Return the names a query string may hold."""
    models = [m for m in operation.models if m.__ninja_param_source__ == "query"]
    return {name for model in models for name in model.__ninja_flatten_map__}


class Endpoint:
    """What Django calls for one address of the API: finds the operation and lets it work."""

    csrf_exempt = True  # no cookie opens it, so no foreign page can act through a browser

    def __init__(self, path_view: PathView) -> None:
        self.__name__ = self.__qualname__ = "Endpoint"  # Django's resolver names views by these
        self.operations = {method: op for op in path_view.operations for method in op.methods}

    def __call__(self, request: HttpRequest, **parts: Any) -> HttpResponseBase:
        """Answer with what the operation returns, or with a problem."""
        operation = self.operations.get("GET" if request.method == "HEAD" else request.method or "")
        try:
            if operation is None:
                raise Problem(405, headers={"Allow": ", ".join(sorted(self.operations))})
            self._admit(cast(ApiRequest, request), operation, parts)
        except Problem as problem:
            return problem.response()
        return operation.run(request, **parts)

    def _admit(self, request: ApiRequest, operation: Operation, parts: dict[str, Any]) -> None:
        rule = rule_of(operation)
        if rule is None:
            raise Problem(403)
        check_token(request)
        find_object(request, rule, parts.get("public_id"))
        check_right(request, rule)
        check_query(request, known_parameters(operation))
        request.json_body = read_body(request) if request.method not in {"GET", "HEAD"} else None


class PortalAPI(NinjaAPI):
    """The API with our endpoints, problems and document."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            auth=AccessToken(), parser=ReadBefore(), docs_url=None, openapi_url=None, **options
        )
        for kind, handler in HANDLERS.items():
            self.add_exception_handler(kind, handler)

    def patterns(self) -> Iterator[URLPattern]:
        """Yield one pattern for each address, named once whatever its methods."""
        for router in self._get_bound_routers():
            for route, path_view in router.path_operations.items():
                address = "/".join(part for part in (router.prefix, route) if part)
                address = replace_path_param_notation(normalize_path(address)).lstrip("/")
                name = path_view.operations[0].url_name
                yield path(address, cast(Any, Endpoint(path_view)), name=name)

    def document(self, prefix: str) -> dict[str, Any]:
        """Return the OpenAPI document of this API under `prefix`."""
        return openapi.finished(self.get_openapi_schema(path_prefix=prefix))


def found(rows: QuerySet[Row], public_id: str) -> Row:
    """Return the row of this id among `rows`, what the person sees. Raises Problem 404."""
    row = only_row(rows.filter(public_id=public_id))
    if row is None:
        raise Problem(404)
    return row


def once_for(request: ApiRequest, key: str, body: BaseModel, work: Callable[[], str]) -> str:
    """Run `work` once for this key of this person; return the public id it made then or before.

    The key is kept as a hash, apart from those of the pages. Raises KeyReusedError.
    """
    mark = "api-" + hashlib.sha256(key.encode()).hexdigest()[:56]
    asked = {"path": request.path, "body": body.model_dump(mode="json", exclude_unset=True)}
    with transaction.atomic():
        target, _is_new = once(
            user_id=request.person.pk, key=mark, body=asked, now=request.now, work=work
        )
    return target


def _problem(make: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _request, error: make(error).response()


def _raise_on(_request: HttpRequest, error: Exception) -> HttpResponse:
    """Leave what nobody expected to Django, which writes it into the log and answers 500."""
    raise error


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Exception: _raise_on,
    Problem: _problem(lambda problem: problem),
    SchemaError: _problem(lambda error: problem_of(error.errors)),
    HttpError: _problem(lambda error: Problem(error.status_code)),
    Http404: _problem(lambda _error: Problem(404)),
    PermissionDenied: _problem(lambda _error: Problem(403)),
    ValidationError: _problem(refusal_of),
    KeyReusedError: _problem(lambda _error: Problem(409, "key_reused")),
    IntegrityError: _problem(lambda _error: Problem(409)),
    OperationalError: _problem(lambda _error: Problem(503, headers={"Retry-After": "5"})),
}
