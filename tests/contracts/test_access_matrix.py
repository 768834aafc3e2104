"""Every address x every person x every place an object can lie, against the bank's rule."""

from collections import defaultdict

import pytest

from core.public_id import LENGTH
from org.access.roles import Role
from tests.contracts import objects
from tests.contracts.conftest import World
from tests.contracts.matrix import (
    METHODS,
    OUTSIDERS,
    PEOPLE,
    ROLE_OF,
    Row,
    addresses,
    methods_of,
    rows,
    visibility,
)
from tests.contracts.walker import address, fits, verdict

ABSENT = {"public_id": "0" * LENGTH}
# Addresses that answer people who are not signed in. Nothing else may.
PUBLIC = {
    "account_login", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "org:activate",
    "set_language",
}  # fmt: skip
# What an auditor may post: things about himself, never the bank's records.
OWN_AFFAIRS = ("account_", "mfa_", "org:profile", "org:session", "org:activate", "set_language")
# Questions that are posted to keep names and numbers out of addresses; they write no record.
READS_BY_POST = {"prospects:search", "prospects:amount-read"}
NO = {"in", "403", "404", "405"}

ROWS = rows()
BY_URL: dict[str, list[Row]] = defaultdict(list)
for _row in ROWS:
    BY_URL[_row.url].append(_row)


def test_every_address_and_method_has_a_row() -> None:
    covered = {(row.url, method) for row in ROWS for method in row.methods}
    wanted = {(name, method) for name, found in addresses().items() for method in methods_of(found)}
    missing = sorted(wanted - covered)
    assert not missing, f"run `python -m tests.contracts.suggest` for {missing}"


def test_no_row_speaks_of_an_address_that_is_gone() -> None:
    assert sorted({row.url for row in ROWS} - set(addresses())) == []


def test_every_role_has_a_person_in_the_matrix() -> None:
    assert set(ROLE_OF.values()) == set(Role)


def test_every_kind_says_who_reaches_it() -> None:
    assert {row.kind for row in ROWS if row.kind} <= set(objects.KINDS)
    assert set(objects.KINDS) == set(visibility())


def test_only_the_public_addresses_answer_strangers() -> None:
    assert {row.url for row in ROWS if row.cells["anonymous"] == "ok"} <= PUBLIC
    for row in ROWS:
        if row.url not in PUBLIC:
            assert {row.cells[name] for name in OUTSIDERS} <= {"in", "404"}, row.url


def test_an_auditor_changes_nothing_but_his_own_affairs() -> None:
    for row in ROWS:
        if row.method in {"GET", "*"} or row.url in READS_BY_POST:
            continue
        if not row.url.startswith(OWN_AFFAIRS):
            assert row.cells["eko"] in {"403", "404"}, f"{row.url} lets the auditor write"


@pytest.mark.parametrize("url", sorted(BY_URL))
def test_each_person_gets_the_answer_of_his_place(world: World, url: str) -> None:
    wrong = []
    for row in BY_URL[url]:
        places = visibility()[row.kind] if row.kind else {"": dict.fromkeys(PEOPLE, True)}
        for place, reach in places.items():
            target, body = world.address(row, place)
            for method in row.methods:
                for name, cell in row.cells.items():
                    expected = cell if reach.get(name, True) else "404"
                    answer = world.walker.ask(name, method, target, body)
                    if not fits(expected, answer):
                        wrong.append((method, name, place, expected, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("url", sorted(BY_URL))
def test_methods_without_a_row_do_nothing(world: World, url: str) -> None:
    view = getattr(addresses()[url].callback, "view_class", None)
    if view is None or view.__module__.startswith("allauth."):
        return  # their form views answer PUT as they do POST
    row = BY_URL[url][0]
    target, _ = world.address(row)
    listed = {method for entry in BY_URL[url] for method in entry.methods}
    for method in set(METHODS) - listed:
        for name in ("anonymous", "ani", "dewi", "eko", "admin"):
            assert verdict(world.walker.ask(name, method, target)) in NO, (method, name)


def test_a_foreign_object_answers_like_an_absent_one(world: World) -> None:
    for row in (row for row in ROWS if row.kind):
        absent, body = address(row, ABSENT)
        for place, reach in visibility()[row.kind].items():
            foreign, _ = world.address(row, place)
            for name in (person for person in PEOPLE if not reach[person]):
                first = world.walker.ask(name, row.method, foreign, body)
                second = world.walker.ask(name, row.method, absent, body)
                assert first.status_code == second.status_code == 404, (row.url, name, place)
                assert first.content == second.content
                assert dict(first.headers) == dict(second.headers)


def test_a_fragment_has_the_status_of_its_page(world: World) -> None:
    for row in (row for row in ROWS if row.method == "GET"):
        target, body = world.address(row)
        for name in ("anonymous", "ani", "citra", "dewi", "eko", "admin"):
            page = world.walker.ask(name, "GET", target, body)
            fragment = world.walker.ask(name, "GET", target, body, fragment=True)
            assert verdict(page) == verdict(fragment), (row.url, name)


def test_no_page_shows_a_name_from_outside_the_reach(world: World) -> None:
    world.fill()
    reach = visibility()["prospect"]
    for row in (row for row in ROWS if row.method == "GET" and not row.kind):
        target, body = world.address(row)
        for name in PEOPLE:
            text = world.walker.ask(name, "GET", target, body).content.decode(errors="replace")
            for place in (place for place in reach if not reach[place][name]):
                assert objects.canary(world.people[place]) not in text, (row.url, name, place)
