"""Writing a confirmed spreadsheet in one transaction, and the slips of the people it added."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.versioning import StaleError
from org import audit
from org.loading.judging import CHANGED, NEW, Judge, Verdict, counts, fingerprint
from org.models import ActivationSlip, AuditEntry, PeopleLoad, User
from org.models.sign_in import SLIP_VALID
from org.people import ALPHABET, GROUP, GROUPS, changed_words, code_hash

KEPT = timedelta(hours=24)


class MovedOnError(Exception):
    """The bank changed since the preview; the rows must be looked at again."""


def keep(rows: list[dict[str, str]], *, file_name: str, actor: User, now: datetime) -> PeopleLoad:
    """Keep what was read for the confirmation; forget what nobody confirmed within a day."""
    PeopleLoad.objects.filter(done_at=None, at__lt=now - KEPT).delete()
    return PeopleLoad.objects.create(by=actor, at=now, file_name=file_name[:120], rows=rows)


@transaction.atomic
def write(load: PeopleLoad, *, seen: str, actor: User, now: datetime, ip: str | None) -> PeopleLoad:
    """Add and change the people as they were shown; a second press changes nothing.

    `seen` is the fingerprint of the verdicts that were on the page. Raises MovedOnError when a
    verdict is no longer the one shown. Rows with errors stay out.
    """
    load = PeopleLoad.objects.select_for_update().get(pk=load.pk)
    if load.done_at is not None:
        return load
    verdicts = Judge(actor).verdicts(load.rows)
    if fingerprint(verdicts) != seen:
        raise MovedOnError
    added = _add([one for one in verdicts if one.state == NEW])
    _change([one for one in verdicts if one.state == CHANGED])
    load.added.set(added)
    load.counts, load.rows, load.done_at = counts(verdicts), [], now
    load.save(update_fields=["counts", "rows", "done_at"])
    audit.record_all([*_entries(verdicts, actor, now, ip), audit.entry(
        "people_loaded", actor=actor, at=now, object_type="people_load",
        object_id=load.public_id, ip=ip, file=load.file_name, **load.counts,
    )])  # fmt: skip
    return load


def _add(verdicts: list[Verdict]) -> list[User]:
    people = []
    for one in verdicts:
        person = User(username=one.nip, nip=one.nip, password=make_password(None), **one.values)
        _check(person, one)
        one.person = person
        people.append(person)
    return User.objects.bulk_create(people)


def _check(person: User, verdict: Verdict) -> None:
    try:
        person.clean_fields(exclude=["password", "branch", "team", "region"])
    except ValidationError as error:
        text = _("Line %(line)s: %(words)s")
        raise ValidationError(
            text % {"line": verdict.line, "words": " ".join(error.messages)}
        ) from error


def _change(verdicts: list[Verdict]) -> None:
    """Write each row at the version that was judged; the transaction fails as a whole."""
    for one in verdicts:
        person = one.person
        if person is None:
            continue
        rows = User.objects.filter(pk=person.pk, version=person.version)
        if not rows.update(**one.values, version=person.version + 1):
            raise StaleError(person)


def _entries(
    verdicts: list[Verdict], actor: User, now: datetime, ip: str | None
) -> list[AuditEntry]:
    entries = []
    for one in verdicts:
        if one.person is None or one.state not in (NEW, CHANGED):
            continue
        action, detail = "user_invited", {"role": str(one.values.get("role", ""))}
        if one.state == CHANGED:
            action, detail = changed_words(one.person, one.values)
        entries.append(audit.entry(
            action, actor=actor, at=now, object_type="user", object_id=one.person.public_id,
            branch=one.values.get("branch", one.person.branch), ip=ip, **detail,
        ))  # fmt: skip
    return entries


@dataclass(frozen=True)
class Slip:
    """A person's code in groups, to be printed once."""

    person: User
    groups: list[str]


@transaction.atomic
def issue_slips(
    people: Iterable[User], *, actor: User, now: datetime, ip: str | None
) -> list[Slip]:
    """Return a new code for everybody who has not signed in yet; codes before it are void."""
    known = User.objects.select_related("branch").filter(pk__in=[one.pk for one in people])
    waiting = [one for one in known if one.is_active and one.last_login is None]
    ActivationSlip.objects.filter(user__in=waiting, used_at=None, revoked_at=None).update(
        revoked_at=now
    )
    codes = ["".join(secrets.choice(ALPHABET) for _n in range(GROUPS * GROUP)) for _one in waiting]
    ActivationSlip.objects.bulk_create(
        ActivationSlip(user=person, code_hash=code_hash(code), created_at=now, created_by=actor,
                       expires_at=now + SLIP_VALID)
        for person, code in zip(waiting, codes, strict=True)
    )  # fmt: skip
    audit.record_all([
        audit.entry("slip_issued", actor=actor, at=now, object_type="user",
                    object_id=person.public_id, branch=person.branch, ip=ip)
        for person in waiting
    ])  # fmt: skip
    return [
        Slip(person, [code[at : at + GROUP] for at in range(0, len(code), GROUP)])
        for person, code in zip(waiting, codes, strict=True)
    ]
