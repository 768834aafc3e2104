"""What tests with real processes share."""

import pytest

from tests import template as migrated


@pytest.fixture
def template() -> str:
    """The migrated, empty database, which nobody has open, so that it can be copied."""
    return migrated.ensure()
