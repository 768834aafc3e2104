"""What tests of offers share."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.factories.prospects import NOW


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Let the time stand still at the moment that the factories call now."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
