"""Pages are packed on their way; refusals and files stay as they are."""

import gzip

import pytest

from tests.factories.bank import Bank

PACKED = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_is_packed_for_those_who_can_unpack_it(bank: Bank, sign_in) -> None:
    client = sign_in(bank.ani)
    plain = client.get("/today/")
    packed = client.get("/today/", headers=PACKED)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content).count(b"<") == plain.content.count(b"<")
    assert len(packed.content) * 3 < len(plain.content)


@pytest.mark.parametrize("path", ["/nothing/here/", "/prospects/aaaaaaaaaaaaaaaa/", "/readyz"])
def test_what_is_no_page_stays_the_same(bank: Bank, sign_in, path: str) -> None:
    client = sign_in(bank.ani)
    answers = [client.get(path, headers=PACKED) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert "Content-Encoding" not in answers[0].headers
