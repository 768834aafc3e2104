"""What tests with real processes share."""

import pytest

from tests import template as migrated
from tests.browser.conftest import browser_type_launch_args

__all__ = ["browser_type_launch_args", "template"]


@pytest.fixture
def template() -> str:
    """The migrated, empty database, which nobody has open, so that it can be copied."""
    return migrated.ensure()
