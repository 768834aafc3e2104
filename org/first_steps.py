"""The four steps of an officer's first sign-in. Where he stands is kept with the person.

`User.first_step` is 0 when nothing is left, else the step to show next: 1 password, 2 home screen,
3 bring your list, 4 hour of the agenda. The first page of the portal leads here while it is 1;
any answer, also *skip*, moves on, so nobody is led here twice. The profile offers the rest.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from org.access.roles import Role
from org.models import User

PASSWORD, HOME_SCREEN, LIST, AGENDA = 1, 2, 3, 4
LAST = AGENDA


def begin(person: User) -> None:
    """Let an officer start with the steps; others need none. Saved by the caller."""
    person.first_step = PASSWORD if person.role == Role.OFFICER else 0


def is_due(person: User) -> bool:
    """Tell whether the person is led to the steps by himself."""
    return person.first_step == PASSWORD


def step_of(person: User, asked: str) -> int:
    """Return the step to show: the one asked for, else where the person stands."""
    step = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 1 else 0
    return step if PASSWORD <= step <= LAST else person.first_step or PASSWORD


def move_on(person: User, step: int) -> int:
    """Note that a step was answered or skipped; return the next one, 0 after the last."""
    following = step + 1 if step < LAST else 0
    User.objects.filter(pk=person.pk).update(first_step=following)
    return following


def list_url() -> str:
    """Return where a person brings his list: the import, or else adding by hand."""
    for name in settings.BRING_LIST:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return reverse("home")
