"""What every test shares. Django is ready from here on, so models may be imported."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _pytest import runner  # the way of plugins that run a test in their own manner

from core.room import roomy
from tests import emptying, reading, services

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoDbBlocker

    from org.models import User
    from tests.factories.bank import Bank

GARBAGE = 50_000  # new objects between two looks for circles; Python's own 700 is for small heaps

PROCESSES = Path(__file__).parent / "process"

services.start()
emptying.use_for_tests()


def pytest_collection(session: pytest.Session) -> None:
    """Let the workers of the whole suite compile different files first."""
    if services.is_worker() and session.config.args == ["tests"]:
        reading.read_another_part_first()


def pytest_collection_finish() -> None:
    """Look no more through what is there for the whole run: it is most of the memory."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run is over."""
    services.end()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test as pytest does, but with the room that a request has behind a web server."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    roomy(runner.runtestprotocol)(item, nextitem=nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no core waits for it at the end."""
    for item in items:  # `make test` looks for process tests in their folder only
        if item.get_closest_marker("process") and PROCESSES not in item.path.parents:
            raise pytest.UsageError(f"{item.nodeid}: a test marked process belongs to {PROCESSES}")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Copy the databases of the run from one that is migrated already, or is now."""
    with django_db_blocker.unblock():
        services.copy_databases_from_the_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Keep copies of what the migrations wrote. At the end close what a server thread of the
    browser tests left open, so that the database can be dropped."""
    from django.db import connection

    with django_db_blocker.unblock():
        emptying.keep_starting_rows()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_looked_up() -> Iterator[None]:
    """Every test client has a middleware of its own, which would list all static files: 4 ms."""
    from django.test import override_settings

    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def _bank_name_is_known() -> None:
    """The bank's name is read every half minute: not in the middle of counting queries."""
    from org.models.bank import BankSettings

    BankSettings.remember_name("Bank Nusa Arta")


@pytest.fixture(autouse=True)
def _sources_are_known() -> None:
    """So are the sources of prospects."""
    from prospects import sources

    sources.remember([])


@pytest.fixture
def bank(db: None) -> Bank:
    """A small bank of named people."""
    from tests.factories.bank import make_bank

    return make_bank()


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    """Return a function that signs a person in on the test client."""

    def signed_in(person: User) -> Client:
        client.force_login(person)
        return client

    return signed_in
