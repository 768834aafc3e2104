"""Checklist and papers as ready strings: nothing is computed in a template."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import date_words, day_and_month, short_date
from documents.checklist import SOON, Checklist, Item
from documents.cleaning import REFUSALS
from documents.models import Document, DocumentFile, Employment
from documents.words import LOOKS, state_words
from org.access.permissions import Permission as P
from org.models import User
from prospects.models import Opportunity, Prospect

HERE = {"received", "checked"}


def count_words(found: Checklist) -> str:
    """Return *7 dari 12*: required papers that are here, of all."""
    return _("%(done)s of %(whole)s") % {"done": found.received, "whole": len(found.required)}


def days_words(item: Item) -> str:
    """Return how long a paper still holds or is late, for what needs attention; else empty."""
    left = item.days_left
    if left is None or left > SOON:
        return ""
    if left < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}
    if left == 0:
        return _("today")
    return ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}


def _mark(item: Item) -> dict[str, Any]:
    """Return pill and date of a line: a quiet date when all is well, a pill when it is not."""
    document, state = item.document, item.state
    icon, tone, css = LOOKS[state]
    words, day = state_words(state), ""
    if state in HERE and document and document.received_on:
        day = day_and_month(document.received_on)
        if days_words(item):
            tone, words = "warn", _("Expires %(day)s") % {"day": short_date(_watched(document))}
    if state == "deferred" and document:
        late = (item.days_left or 0) < 0
        tone = "bad" if late else "warn"
        words = _("Follows %(day)s") % {"day": short_date(_watched(document))}
    if item.file_state == DocumentFile.State.WAITING and state != "checked":
        icon, css, tone, words, day = "hourglass", "ao-cacc", "acc", _("Being checked"), ""
    if item.file_state == DocumentFile.State.REFUSED and state == "missing":
        icon, css, tone, words = "alert-triangle", "ao-cbad", "bad", _("File refused")
    is_quiet = state == "missing" and not item.is_required and not item.file_state
    return {"icon": icon, "css": css, "tone": tone, "day": day, "state": state,
            "words": "" if is_quiet else words, "late": days_words(item)}  # fmt: skip


def _watched(document: Document) -> Any:
    return document.watch_on or document.due_on or document.expires_on


def line(opportunity: Opportunity, item: Item, language: str) -> dict[str, Any]:
    """Return one line of the checklist."""
    document = item.document
    reason = document.reason if document and item.state == "rejected" else ""
    return {
        "url": reverse("documents:paper", args=[opportunity.public_id, item.type.code]),
        "name": item.type.label(language),
        "note": reason or item.note,
        **_mark(item),
    }


def checklist_context(opportunity: Opportunity, found: Checklist, language: str) -> dict[str, Any]:
    """Return both parts of the checklist and its counts."""
    return {
        "required": [line(opportunity, item, language) for item in found.required],
        "others": [line(opportunity, item, language) for item in found.others],
        "count": count_words(found),
        "received": found.received,
        "whole": len(found.required),
        "missing": len(found.open),
        "is_work_known": bool(found.employment),
        "sub": f"{opportunity.prospect.name} · {opportunity.product.name}",
    }


def employment_chips(opportunity: Opportunity, chosen: str) -> list[tuple[str, str, bool]]:
    """Return code, label and whether it is chosen; none for companies, which have no choice."""
    if opportunity.prospect.kind == Prospect.Kind.COMPANY:
        return []
    kinds = [one for one in Employment if one != Employment.COMPANY]
    return [(str(one.value), str(one.label), one.value == chosen) for one in kinds]


def facts_of(item: Item) -> list[tuple[str, str]]:
    """Return labels and values of a paper."""
    document = item.document
    pairs: list[tuple[str, str]] = [(_("State"), state_words(item.state))]
    if item.note:
        pairs.append((_("Asked for"), item.note))
    if document is None:
        return pairs
    for label, day in (
        (_("Came in on"), document.received_on), (_("Date on the paper"), document.issued_on),
        (_("Valid until"), document.expires_on), (_("Follows by"), document.due_on),
    ):  # fmt: skip
        if day:
            pairs.append((label, date_words(day)))
    for label, person in (
        (_("Taken in by"), document.received_by), (_("Looked at by"), document.checked_by),
        (_("Allowed by"), document.allowed_by), (_("Seen to by"), document.responsible),
    ):  # fmt: skip
        if person:
            pairs.append((label, person.full_name))
    for label, text in ((_("Reason"), document.reason), (_("Note"), document.note)):
        if text:
            pairs.append((label, text))
    return pairs


def steps_of(item: Item, user: User) -> list[str]:
    """Return the names of what this person may do with the paper as it stands."""
    document = item.document
    stored = document.state if document else Document.State.MISSING
    changes, checks = user.may(P.DOCUMENT_CHANGE), user.may(P.DOCUMENT_CHECK)
    defers = user.may(P.DOCUMENT_DEFER)
    is_here = stored in HERE
    steps = ["bring", "receive"] if changes else []
    if checks and is_here:
        steps += ["reject"] if item.state == "expired" or stored == "checked" else [
            "check", "reject",
        ]  # fmt: skip
    if defers and (not is_here or item.state == "expired"):
        steps.append("defer")
    may_undo = {"received": changes, "deferred": defers, "checked": checks, "rejected": checks}
    return [*steps, "take-back"] if may_undo.get(stored, False) else steps


def file_rows(opportunity: Opportunity, item: Item) -> list[dict[str, str]]:
    """Return the files of a paper, the newest first, replaced ones with the day they were."""
    if item.document is None:
        return []
    files = DocumentFile.objects.filter(document=item.document).select_related("by")
    found = files.order_by("-created_at", "-pk")[:20]
    return [_file_row(file, opportunity, item.type.code) for file in found]


def _file_row(file: DocumentFile, opportunity: Opportunity, code: str) -> dict[str, str]:
    where = [opportunity.public_id, code, file.public_id]
    is_ready = file.state == DocumentFile.State.READY
    day = day_and_month(opportunity.branch.local_date(file.created_at))
    note = [day, file.by.full_name]
    if is_ready:
        pages = ngettext("%(n)d page", "%(n)d pages", file.pages) % {"n": file.pages}
        note += [pages, f"{max(1, file.size // 1024)} KB", str(file.get_scan_display())]
    if file.refusal:
        note = [str(REFUSALS[file.refusal])]
    pill = "" if is_ready else str(file.get_state_display())
    if file.replaced_at:
        pill = _("Replaced")
    has_picture = is_ready and file.has_thumbnail
    return {
        "name": file.name, "note": " · ".join(note), "pill": pill,
        "tone": {"waiting": "acc", "refused": "bad"}.get(file.state, ""),
        "url": reverse("documents:paper-file", args=where) if is_ready else "",
        "thumb": reverse("documents:paper-thumbnail", args=where) if has_picture else "",
    }  # fmt: skip
