"""What every test shares. Django is ready from here on, so models may be imported."""

import pytest

from tests import services

services.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run is over."""
    services.stop()
