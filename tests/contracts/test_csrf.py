"""A post without the form's token changes nothing, whoever sends it."""

import pytest

from tests.contracts import objects
from tests.contracts.matrix import rows
from tests.contracts.walker import Walker, address
from tests.factories.bank import Bank

POSTS = [row for row in rows() if row.method == "POST"]


@pytest.fixture
def walker_and_people(bank: Bank):
    people = objects.people_of(bank)
    return Walker(people, checks_csrf=True), people


def test_no_post_is_taken_without_its_token(bank: Bank, walker_and_people) -> None:
    walker, people = walker_and_people
    for row in POSTS:
        parts = objects.make(row.kind, "ani", bank, people) if row.kind else {}
        target, body = address(row, parts)
        for name in ("anonymous", "ani", "dewi", "admin"):
            answer = walker.ask(name, "POST", target, body)
            assert answer.status_code == 403, (row.url, name)
            assert b"403" in answer.content


def test_there_are_posts_to_test() -> None:
    assert len(POSTS) > 5
