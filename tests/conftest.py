"""What every test shares. Django is ready from here on, so models may be imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests import services

if TYPE_CHECKING:
    from django.test import Client

    from org.models import User
    from tests.factories.bank import Bank

services.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run is over."""
    services.stop()


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
