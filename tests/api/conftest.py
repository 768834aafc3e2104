"""The clock of the factories, and programs of the named people."""

from collections.abc import Callable, Iterator

import pytest
import time_machine

from tests.api.program import Program
from tests.factories.prospects import NOW


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[time_machine.Traveller]:
    """Stand still at 10.00 WIB of the factories' Wednesday."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def program() -> Callable[..., Program]:
    """Return a function that gives a person a program."""
    return lambda person, scope="write": Program(person, scope)
