"""Requests drawn from the document: every answer is one that the document promises.

They are drawn when the turn of an operation comes. `schema.parametrize()` would draw all of them at
collection, in every worker, and its lazy form does not run on this pytest.
"""

import json
import os
from typing import Any

import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase
from hypothesis import settings as limits
from schemathesis import checks
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.hypothesis import builder
from schemathesis.pytest._test_builder import build_operation_test  # as its own plugin does
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from aoportal.management.commands.openapi import PATH
from tests.api.program import Program
from tests.factories.bank import Bank
from tests.factories.prospects import make_opportunity

pytestmark = pytest.mark.long

DRAWN = 3  # requests for each operation, the same ones in every run
PROMISES = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SENT = {"method", "url", "headers", "params", "data", "json", "cookies"}
BY_CLIENT = {"Content-Type", "Content-Length"}  # the test client names these itself
DOCUMENT = json.loads(PATH.read_text(encoding="utf-8"))  # the present one, says test_document.py
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]
LEFT_OUT = (
    builder.UnserializablePayloadMark,
    builder.InvalidHeadersExampleMark,
    builder.MissingPathParameters,
)
schema = schemathesis.openapi.from_dict(DOCUMENT)
# Of the boundary cases, some eighty for each operation, every run asks those that fit the document.
# Those that do not take most of 80 processor seconds: for a change of the API (docs/testing.md).
if "PROMISES_IN_FULL" not in os.environ:
    schema.config.phases.coverage.generation.modes = [GenerationMode.POSITIVE]


@pytest.fixture
def token(bank: Bank, settings: Any) -> str:
    """Return the token of a head with something to find; it may ask as often as it wants."""
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    make_opportunity(bank.ani, bank.kpr)
    return Program(bank.dewi).token


def ask(case: Any, token: str) -> Response:
    """Send a drawn request through Django's own test client, inside the test's transaction."""
    drawn = case.as_transport_kwargs(
        base_url="http://testserver", headers={"Authorization": f"Bearer {token}"}
    )
    known = {name: value for name, value in drawn.items() if name in SENT}
    asked = requests.Request(**known).prepare()
    body, kind = asked.body or b"", asked.headers.get("Content-Type", "")
    headers = {name: str(v) for name, v in asked.headers.items() if name not in BY_CLIENT}
    client = Client(raise_request_exception=False)
    given = client.generic(
        str(asked.method), asked.path_url, body, content_type=kind, headers=headers
    )
    said = {name: [value] for name, value in given.headers.items()}
    return Response(given.status_code, said, given.content, asked, elapsed=0, verify=False)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_answers_are_as_promised(path: str, method: str, token: str) -> None:
    @limits(
        max_examples=DRAWN, deadline=None, derandomize=True, database=None,
        phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def as_promised(case: Any) -> None:
        case.validate_response(ask(case, token), checks=PROMISES)

    drawn = build_operation_test(
        config=schema.config, operation=schema[path][method], test_func=as_promised,
        given_kwargs={}, feedback=FeedbackSources(),
    )  # fmt: skip
    assert not any(mark.is_set(drawn) for mark in LEFT_OUT)
    drawn()
