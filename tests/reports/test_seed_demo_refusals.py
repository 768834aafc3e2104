"""Where demo data has no place."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from org.access.roles import Role
from org.models import User


def seed(*options: str) -> str:
    """Run the command and return what it said."""
    out = StringIO()
    call_command("seed_demo", *options, stdout=out)
    return out.getvalue()


def test_real_people_are_never_joined(db: None) -> None:
    User.objects.create_user(
        "wira", "long-enough-phrase-7", full_name="Wira", role=Role.HEAD_OFFICE
    )
    for option in ((), ("--fresh",)):
        with pytest.raises(CommandError, match="not of the demo"):
            seed(*option)
    assert "nothing was changed" in seed("--if-empty")
    assert User.objects.count() == 1


def test_production_has_no_demo(db: None, settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        seed("--if-empty")
    assert not User.objects.exists()
