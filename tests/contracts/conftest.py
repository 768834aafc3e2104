"""One bank, one browser per person and one object per place for a whole file of contract tests."""

import logging
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings

from core import clock
from core.public_id import LENGTH
from org.access.backend import PortalBackend
from org.models import User
from tests.contracts import objects, remembered
from tests.contracts.matrix import Row, visibility
from tests.contracts.walker import Walker, address
from tests.factories.bank import Bank, make_bank

PORTAL_BACKEND = f"{PortalBackend.__module__}.{PortalBackend.__name__}"
NOTHING_PAGE = f"/prospects/{'0' * LENGTH}/"
NOTHING_API = f"/api/v1/prospects/{'0' * LENGTH}"


def bytes_of(answer: HttpResponse) -> tuple[object, ...]:
    """Return all that an answer tells, its status first."""
    return answer.status_code, answer.content, sorted(answer.headers.items())


class World:
    """What the tests of a file share; every request is taken back by the walker."""

    def __init__(self) -> None:
        self.bank: Bank = make_bank()
        self.people: dict[str, User] = objects.people_of(self.bank)
        self.walker = Walker(self.people)
        self.made: dict[tuple[str, str], objects.Args] = {}
        self.nothing: dict[tuple[str, str], tuple[object, ...]] = {}

    @cached_property
    def strict_walker(self) -> Walker:
        """Browsers whose posts need the token of their form."""
        return Walker(self.people, checks_csrf=True)

    def parts(self, kind: str, place: str) -> objects.Args:
        """Return the parts of the address of an object of this kind at this place."""
        if not kind:
            return {}
        if (kind, place) not in self.made:
            self.made[kind, place] = objects.make(kind, place, self.bank, self.people)
        return self.made[kind, place]

    def address(self, row: Row, place: str = "ani") -> tuple[str, dict[str, str]]:
        """Return the address of a row for the object at this place, and the body to post."""
        return address(row, self.parts(row.kind, place))

    def answer_to_nothing(self, name: str, target: str) -> tuple[object, ...]:
        """Return how this person is told, by a page or by the API, that something is not there."""
        nothing = NOTHING_API if target.startswith("/api/") else NOTHING_PAGE
        if (name, nothing) not in self.nothing:
            answer = self.walker.ask(name, "GET", nothing)
            assert answer.status_code == 404, (name, nothing)
            self.nothing[name, nothing] = bytes_of(answer)
        return self.nothing[name, nothing]

    def fill(self, *, everywhere: bool) -> None:
        """Make an object of every kind at Ani's place, or at every place it can lie."""
        for kind, places in visibility().items():
            for place in places if everywhere else ["ani"]:
                self.parts(kind, place)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say that these tests use the database: pytest-django makes the test database for such only,
    and a run of nothing but this folder would otherwise write into the real one."""
    for item in items:
        if "world" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def world(
    request: pytest.FixtureRequest, django_db_setup: Any, django_db_blocker: Any
) -> Iterator[World]:
    """Return the bank of this file, taken down at its end. A file with `EVERYWHERE` asks for
    objects at every place; the others have enough with one of each kind, in a sixth of the time.

    The clock stands still from here on: a session that was seen a moment ago is not written again
    with each of some thousand questions.
    """
    still = time_machine.travel(clock.now(), tick=False)
    backends = [f"{remembered.__name__}.Backend" if name == PORTAL_BACKEND else name
                for name in settings.AUTHENTICATION_BACKENDS]  # fmt: skip
    memory = override_settings(SESSION_ENGINE=remembered.__name__, AUTHENTICATION_BACKENDS=backends)
    with django_db_blocker.unblock(), transaction.atomic(), still, memory:
        shared = World()
        # Before the first test: what a test writes itself goes with it.
        shared.fill(everywhere=getattr(request.module, "EVERYWHERE", False))
        logging.disable(logging.WARNING)  # some thousand refusals are what is asked for here
        yield shared
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)
