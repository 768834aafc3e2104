"""`manage.py create_administrator NAME "Full Name"`: the first person of a new installation."""

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from org import audit
from org.access.roles import Role
from org.models import User


class Command(BaseCommand):
    """Asks for the password, or takes it from ADMINISTRATOR_PASSWORD; never from the arguments."""

    help = "Create an administrator, who then invites everybody else."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the person."""
        parser.add_argument("username")
        parser.add_argument("full_name")
        parser.add_argument("--email", default="")

    def handle(self, *_args: Any, username: str, full_name: str, email: str, **_: Any) -> None:
        """Create the person, or say in one sentence why not."""
        password = os.environ.get("ADMINISTRATOR_PASSWORD") or getpass.getpass("Password: ")
        person = User(
            username=username.lower(), full_name=full_name, email=email, role=Role.ADMINISTRATOR
        )
        try:
            validate_password(password, person)
            person.set_password(password)
            person.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        person.save()
        audit.record(
            "user_invited", actor=None, at=clock.now(), object_type="user",
            object_id=person.public_id, role=person.role, by="create_administrator",
        )  # fmt: skip
        self.stdout.write(f"{full_name} signs in as {person.username}.")
