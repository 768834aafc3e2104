"""What the pages of an import show, as ready strings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.formats import count, day_and_month, long_date, moment_words, short_date
from core.money import format_rupiah, rupiah_in_words
from org.models import User
from prospects.duplicate_cards import contact_words
from prospects.imports import undoing, uploads
from prospects.imports.looking import ROWS_KEPT, group_of
from prospects.models import (
    HoldLapse,
    ImportedRow,
    ImportFile,
    ImportProfile,
    Prospect,
    TransferRequest,
)

VERDICTS = {
    "created": (gettext_lazy("New"), "ok"),
    "updated": (gettext_lazy("Updated"), "acc"),
    "unchanged": (gettext_lazy("As before"), ""),
    "mine": (gettext_lazy("Yours already"), ""),
    "duplicate": (gettext_lazy("Known already"), "warn"),
    "held": (gettext_lazy("Held"), "warn"),
    "rejected": (gettext_lazy("Rejected"), "bad"),
}
ENTITIES = {
    "own": gettext_lazy("Own list"),
    "prospects": gettext_lazy("Prospects"),
    "opportunities": gettext_lazy("Opportunities"),
}
ALL, KNOWN = "all", "known"
TABS = {
    ALL: gettext_lazy("All"),
    "created": gettext_lazy("New"),
    "updated": gettext_lazy("Updated"),
    "rejected": gettext_lazy("Rejected"),
    "held": gettext_lazy("Already held"),
    "duplicates": gettext_lazy("Duplicates"),
}
TONES = {"done": "ok", "failed": "bad", "draft": "", "undone": ""}
HELD_SHOWN = KEPT_SHOWN = 50
SHARED_SHOWN = 5  # officers named in one line


def rows_words(number: int) -> str:
    """Return *40 baris*."""
    return ngettext("%(n)s row", "%(n)s rows", number) % {"n": count(number)}


def tiles(counts: dict[str, int], *, is_own: bool) -> list[dict[str, Any]]:
    """Return the counts above the page."""
    known = counts["unchanged"] + (counts["duplicates"] if is_own else 0)
    rows = [
        (_("Read"), counts["read"], _("filled rows"), ""),
        (_("New"), counts["created"], _("become your prospects") if is_own else _("are added"), ""),
        (_("Updated"), counts["updated"], _("changed in the file"), ""),
        (_("As before"), known, _("known already"), ""),
        (_("Held by others"), counts["held"], _("you can ask for them"), "warn")
        if is_own
        else (_("Duplicates"), counts["duplicates"], _("number or e-mail known"), "warn"),
        (_("Rejected"), counts["rejected"], _("see the reasons"), "bad"),
    ]
    return [
        {"label": label, "value": count(number), "note": note, "tone": tone if number else ""}
        for label, number, note, tone in rows
    ]


def shown_group(asked: str) -> str:
    """Return the tab that is asked for; the first one for nonsense."""
    return asked if asked in TABS else ALL


def tabs(file: ImportFile, group: str) -> list[dict[str, Any]]:
    """Return the groups of rows with their numbers; empty before anything is known."""
    counts = file.counts or file.preview.get("counts", {})
    names = [name for name in TABS if name != ("duplicates" if file.is_own else "held")]
    return [
        {"name": name, "label": str(TABS[name]), "is_on": name == group,
         "count": count(counts["read" if name == ALL else name])}
        for name in names if counts
    ]  # fmt: skip


def preview_rows(file: ImportFile, group: str) -> list[dict[str, Any]]:
    """Return the first rows of a group: dates and amounts in words, so that none is mistaken.

    All rejected rows that a reason names are among them.
    """
    rows = file.preview.get("rows", [])
    if group == ALL:
        return [_preview_row(row) for row in rows[:ROWS_KEPT]]
    wanted = KNOWN if group == "duplicates" else group
    found = [row for row in rows if group_of(row["verdict"]) == wanted]
    if group == "duplicates":
        found = [row for row in found if row["verdict"] != "unchanged"]
    return [_preview_row(row) for row in found]


def _preview_row(row: dict[str, Any]) -> dict[str, Any]:
    label, tone = VERDICTS.get(row["verdict"], VERDICTS["rejected"])
    figure, words = _amount(row["amount"])
    return {
        "line": row["line"], "name": row["name"], "phone": _phone(row["phone"]),
        "date": _date_words(row["date"]), "figure": figure, "words": words,
        "product": row["product"], "verdict": str(label), "tone": tone, "bad": row["bad"],
        "reasons": row["reasons"],
    }  # fmt: skip


def _phone(text: str) -> str:
    """Return a number as it is kept: +62 812-5550-1423."""
    if not text.startswith("+62"):
        return text
    rest = text[3:]
    return f"+62 {rest[:3]}-{rest[3:7]}-{rest[7:]}".rstrip("-")


def _date_words(text: str) -> str:
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text


def _amount(text: str) -> tuple[str, str]:
    if not text.isdigit():
        return text, ""
    amount = Decimal(text)
    return format_rupiah(amount), rupiah_in_words(amount, get_language() or "id")


def held_rows(file: ImportFile, user: User, now: datetime) -> list[dict[str, Any]]:
    """Return who holds what the list brings: owner, branch, days, whether the hold ended."""
    held = list(uploads.held_prospects(file).items())[:HELD_SHOWN]
    waiting = TransferRequest.objects.system("has the asker asked already").waiting()
    ids = [prospect.pk for _line, prospect in held]
    asked = waiting.filter(requester=user, prospect_id__in=ids)
    is_asked = set(asked.values_list("prospect_id", flat=True))
    lapses = HoldLapse.objects.system("may somebody else have it").free(now)
    is_free = set(lapses.filter(prospect_id__in=ids).values_list("prospect_id", flat=True))
    return [
        {
            "line": line,
            "owner": prospect.owner.full_name,
            "branch": prospect.branch.name,
            "contact": contact_words(prospect, now),
            "is_asked": prospect.pk in is_asked,
            "is_free": prospect.pk in is_free,
        }
        for line, prospect in held
    ]


def calls_words(file: ImportFile) -> str:
    """Say on which days the first calls are: *4 hari kerja, 19 Nov sampai 24 Nov*."""
    days = file.preview.get("calls", [])
    if not days:
        return ""
    first, last = (date.fromisoformat(days[place][0]) for place in (0, -1))
    most = max(number for _day, number in days)
    if len(days) == 1:
        return _("First calls: %(n)d on %(day)s.") % {"n": most, "day": short_date(first)}
    return _("First calls: up to %(n)d a working day, %(first)s to %(last)s.") % {
        "n": most, "first": short_date(first), "last": short_date(last),
    }  # fmt: skip


def shared_words(file: ImportFile) -> str:
    """Say who gets the rows without an owner: *16 baris baru menurut wilayah: Budi (12), ...*."""
    shared = file.preview.get("shared", [])
    if not shared:
        return ""
    number = sum(n for _name, n in shared)
    named = [f"{name} ({count(n)})" for name, n in shared[:SHARED_SHOWN]]
    text = ngettext(
        "%(n)s new row goes by territory to: %(who)s.",
        "%(n)s new rows go by territory to: %(who)s.", number,
    )  # fmt: skip
    more = ["…"] if len(shared) > SHARED_SHOWN else []
    return text % {"n": count(number), "who": ", ".join(named + more)}


def past_row(file: ImportFile, user: User) -> dict[str, str]:
    """Return one line of the list of imports."""
    counts = file.counts or file.preview.get("counts", {})
    at = file.finished_at or file.created_at
    zone = user.branch.time_zone if user.branch else "WIB"
    name = "import-preview" if file.state == ImportFile.State.DRAFT else "import-detail"
    return {
        "url": reverse(f"prospects:{name}", args=[file.public_id]),
        "name": file.file_name, "what": str(ENTITIES.get(file.entity, file.entity)),
        "state": str(file.get_state_display()),
        "tone": TONES.get(file.state, "acc"),
        "who": file.by.full_name, "when": moment_words(at, zone),
        "day": day_and_month(at.astimezone(user.zone).date()),
        "read": count(counts.get("read", file.row_count)),
        "created": count(counts["created"]) if "created" in counts else "–",
        "updated": count(counts["updated"]) if "updated" in counts else "–",
        "rejected": count(counts["rejected"]) if "rejected" in counts else "–",
    }  # fmt: skip


def mapping_row(profile: ImportProfile, user: User) -> dict[str, str]:
    """Return one line of the list of saved mappings."""
    zone = user.branch.time_zone if user.branch else "WIB"
    return {
        "url": reverse("prospects:import-mapping", args=[profile.public_id]),
        "name": profile.name, "what": str(ENTITIES[profile.entity]),
        "who": profile.by.full_name, "when": moment_words(profile.at, zone),
    }  # fmt: skip


def state_words(file: ImportFile) -> str:
    """Say what is done now: rows are still read in the first part of the writing."""
    is_reading = 0 < file.rows_read < file.row_count and file.state == ImportFile.State.WRITING
    return str(ImportFile.State.READING.label if is_reading else file.get_state_display())


def progress_words(file: ImportFile) -> str:
    """Say how far the reading is: *12.000 dari 20.000 baris dibaca*; empty before the first word.

    The writing that follows has no such figure: all rows are written by one statement.
    """
    if not file.rows_read:
        return ""
    return _("%(read)s of %(total)s read") % {
        "read": count(file.rows_read), "total": rows_words(file.row_count),
    }  # fmt: skip


def undo_until(file: ImportFile, user: User) -> str:
    """Say until when the import can be taken back: *27 Nov, 10.15*."""
    zone = user.branch.time_zone if user.branch else "WIB"
    return moment_words(file.finished_at + undoing.UNDO_FOR, zone) if file.finished_at else ""


def outlook_words(counts: dict[str, int]) -> str:
    """Say what an undo would do."""
    new, changed, kept = counts["taken_back"], counts["restored"], counts["kept"]
    parts = [
        (new, ngettext("%(n)s new record goes into the archive.",
                       "%(n)s new records go into the archive.", new)),
        (changed, ngettext("%(n)s changed record gets its old values back.",
                           "%(n)s changed records get their old values back.", changed)),
        (kept, ngettext("%(n)s record was touched since and stays.",
                        "%(n)s records were touched since and stay.", kept)),
    ]  # fmt: skip
    return " ".join(words % {"n": count(number)} for number, words in parts if number)


def undone_tiles(file: ImportFile) -> list[dict[str, Any]]:
    """Return the counts of an undo."""
    rows = [
        (_("Archived"), "taken_back", _("were new")),
        (_("Old values back"), "restored", _("were changed")),
        (_("Left"), "kept", _("touched since")),
    ]
    return [
        {"label": label, "value": count(file.undone.get(name, 0)), "note": note, "tone": ""}
        for label, name, note in rows
    ]


def kept_rows(file: ImportFile, user: User) -> list[dict[str, Any]]:
    """Return the rows an undo left, with the reason; names only of what the reader sees."""
    rows = ImportedRow.objects.filter(batch=file.batch_id, state=ImportedRow.State.KEPT)
    found = list(rows.select_related("opportunity").order_by("line")[:KEPT_SHOWN])
    seen = Prospect.objects.visible_to(user).in_bulk({_person_of(row) for row in found})
    return [_kept(row, seen) for row in found]


def _person_of(row: ImportedRow) -> int:
    return row.opportunity.prospect_id if row.opportunity else row.prospect_id or 0


def _kept(row: ImportedRow, seen: dict[Any, Prospect]) -> dict[str, Any]:
    person = seen.get(_person_of(row))
    url = reverse("prospects:prospect-detail", args=[person.public_id]) if person else ""
    return {
        "line": row.line, "name": person.name if person else "", "url": url,
        "reason": str(undoing.REASONS.get(row.reason, "")),
    }  # fmt: skip
