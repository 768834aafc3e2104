"""Answers that no row of the access matrix speaks of carry the safe headers too.

Those of every address and every refusal are looked at where the matrix asks for them.
"""

import pytest

from tests.contracts.safe import assert_safe
from tests.factories.bank import Bank


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
