"""Is this person known already? Exact answers for a whole number or address, nothing else.

A record the asker may see is shown as it is. Of any other he learns who holds it, in which branch
and how many days ago the last contact was, so that he can ask for it to be handed over. This is
the one deliberate exception to "foreign rows do not exist", so each answer is written down and
many in an hour raise a flag. Half a number finds nothing: no probing by prefix.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import search
from core.crypto import blind_index
from core.errors import InputError
from core.identity import clean_nik, normalise_phone, parse_npwp
from core.outbox.api import enqueue
from org import audit
from org.models import AuditEntry, User
from prospects.models import Prospect, ProspectPhone
from prospects.models.sealed import SEALED
from prospects.querysets import ProspectQuerySet

FIELDS = ("phone", "nik", "npwp", "email")
ONE_PERSON = ("nik", "npwp")  # never shared; a phone or an address may be
ALL_NUMBERS = 7_205_759_412  # the lock above those of single numbers; nobody else's
SHOWN = 3  # a number shared by a family brings several people
FLAG_ABOVE = 30  # answers about other people's prospects in an hour
WINDOW = timedelta(hours=1)
ALIKE_NAME, ALIKE_ADDRESS = 0.4, 0.4  # of 1, by shared groups of three letters
SHORTEST_NAME, SHORTEST_ADDRESS = 4, 8
TITLES = {
    "phone": _("This number is already recorded"),
    "nik": _("This NIK is already recorded"),
    "npwp": _("This NPWP is already recorded"),
    "email": _("This e-mail is already recorded"),
}


@dataclass(frozen=True)
class Match:
    """One record that answers. `is_visible` decides what may be said about it."""

    by: str
    prospect: Prospect
    is_visible: bool

    @property
    def may_continue(self) -> bool:
        """A phone or an address may be shared by two people; a NIK or NPWP never is."""
        return self.by not in ONE_PERSON


def condition_for(by: str, typed: str) -> Q | None:
    """Return the exact filter for what was typed; None while it is not whole."""
    try:
        if by == "phone":
            return with_phone(normalise_phone(typed))
        if by == "nik":
            return with_number(clean_nik(typed))
        if by == "npwp":
            return with_number(parse_npwp(typed).value)
        validate_email(typed.strip())
    except (InputError, ValidationError):
        return None
    return Q(email__iexact=typed.strip())


def with_phone(number: str) -> Q:
    """Return the filter for any of the numbers of a prospect, not the first one alone."""
    rows = ProspectPhone.objects.system("duplicate check").filter(number=number)
    return Q(pk__in=rows.values("prospect_id"))


def with_number(value: str) -> Q:
    """Return the filter for 16 digits as NIK or as NPWP: residents have one number for both."""
    return Q(nik_index=SEALED["nik"].index_of(value)) | Q(npwp_index=SEALED["npwp"].index_of(value))


def find(by: str, typed: str, *, user: User, leave_out: int | None = None) -> list[Match]:
    """Return the live records that hold exactly this value, those `user` may see first."""
    condition = condition_for(by, typed)
    if condition is None:
        return []
    rows = _rows(condition, leave_out)
    visible = Prospect.objects.visible_to(user).filter(pk__in=[row.pk for row in rows])
    visible_ids = set(visible.values_list("pk", flat=True)) if rows else set()
    matches = [Match(by, row, row.pk in visible_ids) for row in rows]
    return sorted(matches, key=lambda match: not match.is_visible)[:SHOWN]


def claim(values: Mapping[str, str]) -> None:
    """Hold these numbers and addresses until the transaction ends.

    Of two who record one at the same moment the second waits here and then finds the first. NIK
    and NPWP share a lock, being one number of one person. Taken in one order: no deadlock. The
    share of the lock of all numbers comes before them: it is an import's turn or the forms'.
    """
    keys = sorted({_lock_of(values[by]) for by in FIELDS if values.get(by)})
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH door AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(%s)) "
                "SELECT pg_advisory_xact_lock(k) FROM door, unnest(%s::bigint[]) AS k",
                [ALL_NUMBERS, keys],
            )


def twins(number: str, prospect: Prospect, user: User) -> list[Match]:
    """Claim a number until the transaction ends, and return who else has it."""
    claim({"phone": number})
    return find("phone", number, user=user, leave_out=prospect.pk)


def claim_all() -> None:
    """Hold every number and address until the transaction ends; for an import, see its `locks`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ALL_NUMBERS])


def _lock_of(value: str) -> int:
    """Return the number to lock: 64 bits of a keyed hash, so the server's lists show nothing."""
    hashed = bytes.fromhex(blind_index(value.casefold(), context="claim"))
    return int.from_bytes(hashed[:8], signed=True)


def standing(values: Mapping[str, str], *, user: User, has_reason: bool) -> list[Match]:
    """Return the records that stand against logging somebody with these phone, NIK and e-mail.

    A shared phone or address goes on with a reason; a NIK or NPWP never does. To be called in the
    transaction that writes: the values are claimed until it ends.
    """
    claim(values)
    return [
        match
        for by in FIELDS
        if values.get(by)
        for match in find(by, values[by], user=user)
        if not (match.may_continue and has_reason)
    ]


def unsettled(
    prospect: Prospect, values: Mapping[str, str], *, user: User, has_reason: bool
) -> list[Match]:
    """Return the records that stand against changing a prospect to these values.

    What the prospect had before asks nothing, however many share it. To be called in the
    transaction that writes: what is new is claimed until it ends.
    """
    kept = {"phone": prospect.phone, "email": prospect.email.casefold()}
    changed = {
        by: values[by] for by in FIELDS if values.get(by) and kept.get(by) != values[by].casefold()
    }
    claim(changed)
    return [
        match
        for by, typed in changed.items()
        for match in find(by, typed, user=user, leave_out=prospect.pk)
        if not (match.may_continue and has_reason)
    ]


def similar(
    name: str, *, birth_date: date | None, address: str, user: User, leave_out: int = 0
) -> list[Prospect]:
    """Return up to three live records the user sees of a like name and birth date or address.

    A hint, never an answer: it speaks of nothing out of reach and stops nobody.
    """
    wanted = search.sort_name(name)
    near = Q(birth_date=birth_date) if birth_date else Q(pk__in=[])
    rows: ProspectQuerySet = Prospect.objects.visible_to(user).live().exclude(pk=leave_out)
    if len(address) >= SHORTEST_ADDRESS:
        rows = rows.annotate(address_alike=TrigramSimilarity("address", address))
        near |= Q(address_alike__gt=ALIKE_ADDRESS)
    if len(wanted) < SHORTEST_NAME:
        return []
    near &= Q(alike__gt=ALIKE_NAME)
    found = rows.annotate(alike=TrigramSimilarity("sort_name", wanted)).filter(near)
    return list(found.order_by(F("alike").desc(), "pk")[:SHOWN])


def _rows(condition: Q, leave_out: int | None) -> list[Prospect]:
    rows: ProspectQuerySet = Prospect.objects.system("duplicate check").live()
    found = rows.filter(condition).exclude(pk=leave_out or 0).select_related("owner", "branch")
    return list(found.order_by("-updated_at", "-pk")[: SHOWN * 4])


def look_up(
    by: str, typed: str, *, user: User, now: datetime, leave_out: int | None = None
) -> list[Match]:
    """Find and write down what was answered."""
    matches = find(by, typed, user=user, leave_out=leave_out)
    write_down(matches, user=user, now=now)
    return matches


def write_down(matches: list[Match], *, user: User, now: datetime) -> None:
    """Record what was answered about each; many about others in an hour raise the flag."""
    for match in matches:
        audit.record(
            "duplicate.shown",
            actor=user,
            at=now,
            object_type="prospect",
            object_id=match.prospect.public_id,
            branch=match.prospect.branch,
            by=match.by,
            is_visible=match.is_visible,
        )
    if any(not match.is_visible for match in matches):
        _flag_curiosity(user, now)


def _flag_curiosity(user: User, now: datetime) -> None:
    """More than 30 answers about others' prospects in an hour leave one flag and tell the heads."""
    recent = AuditEntry.objects.filter(actor=user, at__gt=now - WINDOW)
    answers = recent.filter(action="duplicate.shown", detail__is_visible=False).count()
    if answers > FLAG_ABOVE and not recent.filter(action="duplicate.flag").exists():
        audit.record("duplicate.flag", actor=user, at=now, branch=user.branch, answers=answers)
        payload = {"person": user.public_id, "answers": answers}
        key = f"{user.public_id}-{now:%Y%m%d%H%M}"
        enqueue("duplicate.flagged", key=key, due_at=now, payload=payload)


def days_since_contact(prospect: Prospect, now: datetime) -> int | None:
    """Return whole days since the last contact on the branch's calendar; None without any."""
    if prospect.last_contact_at is None:
        return None
    zone = prospect.branch.zone
    last = prospect.last_contact_at.astimezone(zone).date()
    return max((now.astimezone(zone).date() - last).days, 0)
