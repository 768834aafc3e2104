"""Who may bring, start and take back a file, and how it stands; for pages and programs."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import InputError
from core.outbox.models import Run
from org.access.permissions import Permission as P
from org.models import Branch, User
from prospects.imports import undoing, uploads
from prospects.models import ImportFile

OWN = "own"
ENDED = (Run.State.FAILED, Run.State.CRASHED, Run.State.CANCELLED)


def right_for(entity: str) -> P:
    """Return the right that rows of this kind ask for."""
    return P.IMPORT_OWN if entity == OWN else P.IMPORT


def may_bring(user: User, entity: str) -> bool:
    """Tell whether the person may bring such rows; an own list needs an own name to go into."""
    return user.may(right_for(entity)) and (entity != OWN or user.branch is not None)


def may_change(file: ImportFile, user: User) -> bool:
    """Tell whether the person may change, start and take back a file: whoever brought it."""
    return file.by_id == user.pk and user.may(right_for(file.entity))


def branch_for(entity: str, user: User, public_id: str) -> Branch:
    """Return where the rows belong: the officer's own branch, else the chosen one."""
    if entity == OWN and user.branch:
        return user.branch
    branch = Branch.objects.filter(public_id=public_id).first()
    if branch is None:
        raise InputError("branch", gettext_lazy("Choose the branch of the owners."))
    return branch


def writes_of(file: ImportFile) -> int:
    """Return how many rows an import would write, as the check found it."""
    counts = file.preview.get("counts")
    return counts["created"] + counts["updated"] if counts else 0


def undo_until(file: ImportFile, user: User, now: datetime) -> datetime | None:
    """Return until when this person may take the import back; None when he may not."""
    if file.by_id != user.pk or not undoing.is_fresh(file, now) or file.finished_at is None:
        return None
    return file.finished_at + undoing.UNDO_FOR


def trouble_of(file: ImportFile) -> str:
    """Say that the work ended without an end; empty while it goes on or is done."""
    if not file.is_running:
        return ""
    is_undo = file.state == ImportFile.State.UNDOING
    kind = undoing.UNDO if is_undo else uploads.RUN
    if not Run.objects.filter(kind=kind, key=file.public_id, state__in=ENDED).exists():
        return ""
    if is_undo:
        return _("The undo was stopped and nothing was taken back.")
    return _("The import was stopped and nothing was written. Bring the file again.")
