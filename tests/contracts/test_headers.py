"""Every answer carries the headers that keep a browser from doing harm."""

import pytest

from tests.contracts.conftest import World
from tests.contracts.matrix import one_of_each_answer, rows
from tests.factories.bank import Bank

pytestmark = pytest.mark.long

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DEMANDED = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'")


# Logo and colour of the bank: in their address stands the digest of what they hold.
NAMED_BY_DIGEST = {"org:bank-logo", "org:bank-accent"}


def is_named_by_digest(answer, what: object) -> bool:
    return answer.status_code == 200 and isinstance(what, tuple) and what[0] in NAMED_BY_DIGEST


def assert_safe(answer, what: object) -> None:
    for name, value in EXPECTED.items():
        assert answer.headers.get(name) == value, (what, name)
    kept = "immutable" if is_named_by_digest(answer, what) else "no-store"
    assert kept in answer.headers["Cache-Control"], what
    policy = answer.headers["Content-Security-Policy"]
    if answer.headers.get("Content-Disposition", "").startswith("attachment"):
        assert policy == "sandbox", what  # a file: may do nothing at all, wherever it is opened
        return
    assert all(part in policy for part in DEMANDED), what
    assert "unsafe" not in policy, what


def test_every_address_and_every_refusal_is_safe(world: World) -> None:
    for row in rows():
        target, body = world.address(row)
        for name in one_of_each_answer(row):
            answer = world.walker.ask(name, row.methods[0], target, body)
            assert_safe(answer, (row.url, name))


@pytest.mark.parametrize("path", ["/nothing/here/", "/admin/"])
def test_an_absent_page_is_safe_and_says_nothing(bank: Bank, client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert_safe(answer, path)
    assert path.encode() not in answer.content


def test_a_broken_page_is_safe_and_says_nothing(bank: Bank, client, monkeypatch) -> None:
    def break_down(*_args: object) -> str:
        raise RuntimeError("KenariRahasia")

    monkeypatch.setattr("aoportal.views.home_of", break_down)
    client.raise_request_exception = False
    client.force_login(bank.ani)
    answer = client.get("/")
    assert answer.status_code == 500
    assert b"KenariRahasia" not in answer.content
    assert_safe(answer, "500")
