"""Bringing people in, changing what they may do, letting them go. Each step is in the trail."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.crypto import blind_index
from org import audit, first_steps, tokens
from org.access.roles import Role
from org.access.sign_in_log import end_sessions
from org.holdings import held_by
from org.models import ActivationSlip, Branch, Delegation, User
from org.models.sign_in import SLIP_VALID

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else on paper
GROUPS, GROUP = 3, 4
WATCHED = ("role", "branch", "team", "region", "email", "is_active")


def _note(
    action: str, person: User, *, actor: User | None, at: datetime, ip: str | None, **detail: Any
) -> None:
    if "branch" in detail:  # the entry itself lies at a branch, by that name
        detail["branch_code"] = detail.pop("branch")
    audit.record(
        action, actor=actor, at=at, object_type="user", object_id=person.public_id,
        branch=person.branch, ip=ip, **detail,
    )  # fmt: skip


def code_hash(code: str) -> str:
    """Return what is kept of a slip's code; spaces, hyphens and letter case do not count."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return blind_index(plain, context="org.ActivationSlip")


@transaction.atomic
def invite(person: User, *, actor: User, now: datetime, ip: str | None) -> str:
    """Save a new person and return the code of his first slip; with e-mail a link is mailed too."""
    from org.mails import Invitation, queue

    person.set_unusable_password()
    first_steps.begin(person)
    person.full_clean(exclude=["password"])
    person.save()
    _note("user_invited", person, actor=actor, at=now, ip=ip, role=person.role)
    code = issue_slip(person, actor=actor, now=now, ip=ip)
    queue(Invitation.code, person)
    return code


@transaction.atomic
def issue_slip(person: User, *, actor: User, now: datetime, ip: str | None) -> str:
    """Return the code of a new slip; the one before is void. The code itself is kept nowhere."""
    ActivationSlip.objects.filter(user=person, used_at=None, revoked_at=None).update(revoked_at=now)
    signs = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP))
    ActivationSlip.objects.create(
        user=person, code_hash=code_hash(signs), created_at=now, created_by=actor,
        expires_at=now + SLIP_VALID,
    )  # fmt: skip
    _note("slip_issued", person, actor=actor, at=now, ip=ip)
    return signs


def find_slip(person: User | None, code: str, now: datetime) -> ActivationSlip | None:
    """Return the slip that person and code open now."""
    if person is None:
        return None
    usable = ActivationSlip.objects.usable(now)
    return usable.filter(user=person, code_hash=code_hash(code)).first()


@transaction.atomic
def use_slip(slip: ActivationSlip, password: str, *, now: datetime, ip: str | None) -> bool:
    """Set the password if nobody used the slip before; end the person's open sessions."""
    fresh = ActivationSlip.objects.filter(
        pk=slip.pk, used_at=None, revoked_at=None, expires_at__gt=now
    )
    if not fresh.update(used_at=now):
        return False
    person = slip.user
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    end_sessions(person)
    tokens.revoke_all(person, now=now)
    _note("slip_used", person, actor=person, at=now, ip=ip)
    return True


@transaction.atomic
def change_person(
    person: User, expected: int, changes: dict[str, Any], *, actor: User, now: datetime,
    ip: str | None,
) -> None:  # fmt: skip
    """Write the changes. Rights follow on the person's next request. Raises StaleError."""
    before = User.objects.get(pk=person.pk)
    person.save_version(expected, **changes)
    action, changed = changed_words(before, changes)
    _note(action, person, actor=actor, at=now, ip=ip, **changed)


def changed_words(before: User, changes: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the action of the audit trail and each watched value before and after."""
    changed = {
        f"{name}_code" if name == "branch" else name: [
            _text(getattr(before, name)),
            _text(changes[name]),
        ]
        for name in WATCHED
        if name in changes and getattr(before, name) != changes[name]
    }
    return "role_changed" if "role" in changed else "user_changed", changed


def _text(value: Any) -> str:
    return str(getattr(value, "code", value) if value is not None else "")


@transaction.atomic
def close_account(
    person: User, expected: int, *, actor: User | None, now: datetime, ip: str | None,
    **detail: Any,
) -> int:  # fmt: skip
    """Disable the account, void slips and tokens, end sessions; return how many were open.

    The heads of the branch are told by mail when something is still in the person's name. Without
    an `actor` the portal itself closes it; `detail` goes into the trail.
    """
    from allauth.mfa.models import Authenticator

    from org.mails import tell_of_hand_over

    person.save_version(expected, is_active=False)
    ActivationSlip.objects.filter(user=person, used_at=None, revoked_at=None).update(revoked_at=now)
    Authenticator.objects.filter(user_id=person.pk).delete()
    ended = end_sessions(person)
    tokens.revoke_all(person, now=now)
    _note("user_disabled", person, actor=actor, at=now, ip=ip, sessions=ended, **detail)
    if held_by(person) and branch_heads(person.branch).exists():
        tell_of_hand_over(person, now)
    return ended


def branch_heads(branch: Branch | None) -> QuerySet[User]:
    """Return the active heads of a branch; those of its main branch when it has none itself."""
    if branch is None:
        return User.objects.none()
    heads = User.objects.filter(role=Role.BRANCH_HEAD, is_active=True)
    own = heads.filter(branch=branch)
    return own if own.exists() else heads.filter(branch=branch.parent_id or 0)


@transaction.atomic
def end_all_sessions(person: User, *, actor: User, now: datetime, ip: str | None) -> int:
    """End every session of the person; return how many there were."""
    ended = end_sessions(person)
    _note("all_sessions_ended", person, actor=actor, at=now, ip=ip, count=ended)
    return ended


@transaction.atomic
def open_account(
    person: User, expected: int, *, actor: User, now: datetime, ip: str | None
) -> None:
    """Enable the account again."""
    person.save_version(expected, is_active=True)
    _note("user_enabled", person, actor=actor, at=now, ip=ip)


@transaction.atomic
def reset_second_factor(person: User, *, actor: User, now: datetime, ip: str | None) -> None:
    """Forget the second factor of a person who lost his phone; end his sessions."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user_id=person.pk).delete()
    end_sessions(person)
    _note("second_factor_reset", person, actor=actor, at=now, ip=ip)


@transaction.atomic
def delegate(row: Delegation, *, actor: User, now: datetime, ip: str | None) -> Delegation:
    """Save a stand-in."""
    row.created_by = actor
    row.full_clean()
    row.save()
    days = {"from": row.valid_from.isoformat(), "to": row.valid_to.isoformat()}
    _note("delegated", row.principal, actor=actor, at=now, ip=ip, to_user=row.delegate.public_id,
          **days)  # fmt: skip
    return row


@transaction.atomic
def revoke(row: Delegation, *, actor: User, now: datetime, ip: str | None) -> None:
    """End a stand-in at once; a second press changes nothing."""
    if Delegation.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=now):
        _note("delegation_revoked", row.principal, actor=actor, at=now, ip=ip,
              to_user=row.delegate.public_id)  # fmt: skip
