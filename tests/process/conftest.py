"""What tests with real processes share."""

import pytest
from pytest_django import DjangoDbBlocker

from tests import template as migrated
from tests.browser.conftest import browser_type_launch_args

__all__ = ["browser_type_launch_args", "template"]


@pytest.fixture
def template(django_db_blocker: DjangoDbBlocker) -> str:
    """The migrated, empty database, which nobody has open, so that it can be copied."""
    with django_db_blocker.unblock():
        return migrated.ensure()
