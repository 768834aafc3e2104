"""Every address x every person x every place an object can lie, against the bank's rule."""

from collections import defaultdict

import pytest
from django.http import HttpResponse

from core.public_id import LENGTH
from org.access.api import Endpoint
from org.access.roles import Role
from tests.contracts import objects
from tests.contracts.conftest import World, bytes_of
from tests.contracts.matrix import (
    METHODS,
    OUTSIDERS,
    PEOPLE,
    ROLE_OF,
    Row,
    addresses,
    methods_of,
    one_of_each_answer,
    rows,
    visibility,
)
from tests.contracts.safe import assert_safe
from tests.contracts.walker import address, fits, verdict

pytestmark = pytest.mark.long
EVERYWHERE = True

ABSENT = {"public_id": "0" * LENGTH}
# Addresses that answer people who are not signed in. Nothing else may.
PUBLIC = {
    "org:bank-logo", "org:bank-accent",
    "account_login", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "org:activate",
    "set_language", "products:simulator-list", "products:simulator", "products:simulator-picture",
}  # fmt: skip
# What an auditor may post: things about himself, never the bank's records.
OWN_AFFAIRS = (
    "account_", "mfa_", "org:profile", "org:session", "org:token", "org:activate",
    "org:first-steps", "set_language",
)  # fmt: skip
# Questions that are posted to keep names and numbers out of addresses; they write no record.
READS_BY_POST = {
    "api:compare",
    "api:prospect-search",
    "api:simulate",
    "prospects:search",
    "prospects:partner-list",
    "prospects:partner-contact-list",
    "prospects:project-list",
    "prospects:unit-list",
    "prospects:opportunity-search",
    "prospects:amount-read",
}
NO = {"in", "403", "404", "405"}
ASK_FOR_FRAGMENTS = {"anonymous", "ani", "citra", "dewi"}

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


def seen_owners() -> dict[str, set[str]]:
    """Return person -> the owners of whom he reaches something, be it one file sent to him."""
    owners: dict[str, set[str]] = {name: set() for name in PEOPLE}
    for kind in ("prospect", "opportunity"):
        for place, reach in visibility()[kind].items():
            for name in (person for person in PEOPLE if reach[person]):
                owners[name].add(place.partition(">")[0])
    return owners


SEEN, OWNERS = seen_owners(), set(visibility()["prospect"])


def strange_names(world: World, name: str, answer: HttpResponse) -> list[str]:
    """Return whose customers an answer names though the person reaches none of theirs."""
    text = answer.content.decode(errors="replace")
    strangers = OWNERS - SEEN.get(name, set())
    return [owner for owner in sorted(strangers) if objects.canary(world.people[owner]) in text]


def places_to_ask(row: Row, name: str) -> list[tuple[str, bool]]:
    """Return the places where this person is asked, with whether he reaches what lies there.

    Every one, with two exceptions. A right belongs to the person wherever the object lies, so a
    refusal is asked at one of the places he reaches. A page looks for its object before it looks at
    the method (`PortalView.dispatch`), so of the places out of his reach the first is enough for
    its second method. Each method of the API looks for itself.
    """
    places = visibility()[row.kind] if row.kind else {"": dict.fromkeys(PEOPLE, True)}
    reached = [place for place, reach in places.items() if reach.get(name, True)]
    beyond = [place for place in places if place not in reached]
    if name in OUTSIDERS or row.cells[name] == "403":
        reached = reached[:1]
    if row is not BY_URL[row.url][0] and not row.url.startswith("api:"):
        beyond = beyond[:1]
    return [(place, True) for place in reached] + [(place, False) for place in beyond]


@pytest.mark.parametrize("url", sorted(BY_URL))
def test_each_person_gets_the_answer_of_his_place(world: World, url: str) -> None:
    wrong = []
    for row in BY_URL[url]:
        for method in row.methods:
            wrong += wrong_answers(world, row, method)
    assert wrong == []


def wrong_answers(world: World, row: Row, method: str) -> list[tuple[object, ...]]:
    """Return the answers to this row that are not as the bank's rule has them.

    An object outside the reach must answer like one that does not exist, byte for byte, and one
    that does not exist answers the same at every address. No page names a stranger's customer, a
    fragment is answered or refused as its page is, and each different answer carries the safe
    headers.
    """
    wrong: list[tuple[object, ...]] = []
    firsts, is_absence_asked = one_of_each_answer(row), False
    for name, cell in row.cells.items():
        for place, is_reached in places_to_ask(row, name):
            target, body = world.address(row, place)
            answer, asked = world.walker.ask(name, method, target, body), (method, name, place)
            if name in firsts:
                assert_safe(answer, (row.url, *asked))
            if row.method == "GET" and place in {"", "ani"} and name in ASK_FOR_FRAGMENTS:
                part = world.walker.ask(name, "GET", target, body, fragment=True)
                if verdict(part) != verdict(answer):
                    wrong.append(("fragment", *asked, part.status_code))
            if is_reached:
                if not fits(cell, answer):
                    wrong.append((*asked, cell, answer.status_code))
                wrong += [("shows", owner, *asked) for owner in strange_names(world, name, answer)]
                continue
            if not is_absence_asked:
                nothing, _ = address(row, world.parts(row.kind, place) | ABSENT)
                absent = bytes_of(world.walker.ask(name, method, nothing, body))
                if absent != world.answer_to_nothing(name, target):
                    wrong.append((*asked, "absent", absent[0]))
                is_absence_asked = True
            if bytes_of(answer) != world.answer_to_nothing(name, target):
                wrong.append((*asked, "like absent", answer.status_code))
    return wrong


@pytest.mark.parametrize("url", sorted(BY_URL))
def test_methods_without_a_row_do_nothing(world: World, url: str) -> None:
    callback = addresses()[url].callback
    view = getattr(callback, "view_class", type(callback))
    if not isinstance(callback, Endpoint) and not hasattr(callback, "view_class"):
        return
    if view.__module__.startswith("allauth."):
        return  # their form views answer PUT as they do POST
    row = BY_URL[url][0]
    target, _ = world.address(row)
    rightful = next((name for name in PEOPLE if row.cells[name] == "ok"), "dewi")
    listed = {method for entry in BY_URL[url] for method in entry.methods}
    for method in set(METHODS) - listed:
        for name in ("anonymous", rightful):
            assert verdict(world.walker.ask(name, method, target)) in NO, (method, name)
