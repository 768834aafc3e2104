"""Nonsense is refused with a problem, never with a crash and never with a page for people."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from core.api.problems import Problem
from core.api.reading import parse
from prospects.models import Prospect
from tests.api.program import Program, fields, problem
from tests.factories.bank import Bank

Begin = Callable[..., Program]
UNREADABLE = {
    "nothing of JSON": b"nama=Sugimin",
    "half": b'{"text": "sri"',
    "NaN": b'{"text": NaN}',
    "Infinity": b'{"limit": Infinity, "text": "a"}',
    "minus Infinity": b'{"limit": -Infinity, "text": "a"}',
    "a number without end": b'{"limit": 1e999999999, "text": "a"}',
    "too many digits": b'{"limit": ' + b"9" * 5000 + b"}",
    "NUL": b'{"text": "sri\\u0000"}',
    "a bare NUL": b'{"text": "sri\x00"}',
    "NUL in a name": b'{"te\\u0000xt": "sri"}',
    "half a pair": b'{"text": "\\ud800"}',
    "the other half": b'{"text": "a\\udc00b"}',
    "no UTF-8": b'{"text": "\xff\xfe"}',
    "half a pair as bytes": b'{"text": "\xed\xa0\x80"}',
    "a name twice": b'{"text": "a", "text": "b"}',
    "depth 21": b"[" * 21 + b"]" * 21,
    "depth without end": b"[" * 30_000,
    "objects without end": b'{"a":' * 8000,
    "a text that never ends": b'{"text": "' + b'\\"' * 20_000,
    "a mark at the front": b"\xef\xbb\xbf{}",
}


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_what_cannot_be_read_is_400(bank: Bank, program: Begin, name: str) -> None:
    answer = program(bank.ani).send("POST", "/prospects/search", UNREADABLE[name])
    assert problem(answer, 400)["code"] == "bad_request"


def test_brackets_within_texts_are_no_depth(bank: Bank, program: Begin) -> None:
    assert program(bank.ani).post("/prospects/search", {"text": '[{"' * 30}).status_code == 200
    assert parse("[" * 20 + "]" * 20)
    assert str(parse("[0.1]")[0]) == "0.1"


def test_size_and_kind_of_the_body(bank: Bank, program: Begin) -> None:
    ani = program(bank.ani)
    large = json.dumps({"text": "a" * 70_000}).encode()
    assert problem(ani.send("POST", "/prospects/search", large), 413)["code"] == "too_large"
    form = ani.client.post(
        "/api/v1/prospects/search",
        {"text": "sri"},
        headers={"Authorization": f"Bearer {ani.token}"},
    )
    assert problem(form, 415)["code"] == "not_json"
    assert fields(ani.send("POST", "/prospects/search", b"")) == {""}
    assert fields(ani.send("POST", "/prospects/search", b"[1]")) == {""}


def test_methods_and_addresses_nobody_answers(bank: Bank, program: Begin) -> None:
    ani = program(bank.ani)
    refused = ani.send("DELETE", "/prospects")
    assert problem(refused, 405)["code"] == "method_not_allowed"
    assert refused.headers["Allow"] == "GET, POST"
    for path in ("/", "/prospects/", "/prospects/a/b", "/nichts", "/prospects/%00", "/../../admin"):
        problem(ani.send("GET", path), 404)
    assert ani.send("HEAD", "/products").status_code == 200


@pytest.mark.parametrize("text", ["%00", "a%00b", "%ff%fe", "%ed%a0%80", "9" * 5000, "'--", "%"])
def test_no_parameter_breaks_a_list(bank: Bank, program: Begin, text: str) -> None:
    ani = program(bank.ani)
    for path in ("prospects", "opportunities", "disbursements", "follow-ups", "products"):
        for name in ("limit", "after", "owner", "sort", "from", "family", text):
            answer = ani.send("GET", f"/{path}?{name}={text}")
            assert answer.status_code in {200, 400, 422, 429}, (path, name)
    assert ani.send("GET", "/prospects?after=%00").status_code in {400, 429}


def test_a_key_is_of_visible_signs(bank: Bank, program: Begin) -> None:
    ani, body = program(bank.ani), {"name": "X", "phone": "081255501234"}
    for key in ("a b", "é", "k" * 201):
        assert "Idempotency-Key" in fields(ani.post("/prospects", body, key=key))


def test_a_mistake_of_ours_names_its_place_in_the_log_alone(
    bank: Bank, program: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_args: Any, **_more: Any) -> Any:
        raise RuntimeError("KenariRahasia")

    monkeypatch.setattr("prospects.api.people.rows_for", breaks)
    answer = program(bank.ani).get("/prospects")
    assert len(problem(answer, 500)["reference"]) == 8
    assert b"Kenari" not in answer.content
    monkeypatch.undo()

    def is_slow(*_args: Any, **_more: Any) -> Any:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr("prospects.api.people.rows_for", is_slow)
    assert program(bank.ani).get("/prospects").headers["Retry-After"] == "5"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)


@limits(max_examples=80, deadline=None, derandomize=True)
@given(st.dictionaries(st.text(max_size=10), VALUES, max_size=5))
def test_reading_gives_a_value_or_a_problem(value: Any) -> None:
    try:
        again = parse(json.dumps(value))
    except Problem:
        return  # NaN, NUL and half pairs among what was drawn
    assert set(again) == set(value)


SENT = ("name", "phone", "amount", "nik", "email", "area", "source", "product", "notes", "kind")


@limits(
    max_examples=20, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(body=st.dictionaries(st.sampled_from(SENT), VALUES, max_size=6), key=st.integers(0, 99))
def test_no_body_breaks_the_making_of_a_prospect(
    bank: Bank, program: Begin, settings: Any, body: dict[str, Any], key: int
) -> None:
    settings.API_REQUESTS_A_MINUTE = 6000
    full = {"name": "Sugimin", "phone": "081255501234", "product": bank.kpr.public_id} | body
    answer = program(bank.ani).post("/prospects", full, key=f"k{key}")
    assert answer.status_code in {201, 400, 409, 422}, answer.content
    assert Prospect.objects.system("test").count() <= 2
