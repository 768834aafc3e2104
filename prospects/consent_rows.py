"""Consents as ready strings for page, panel and printed sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.formats import day_and_month, moment_words, short_date
from prospects.clocks import left_words
from prospects.consent_forms import LINES, Line, line_words
from prospects.consents import stop_by
from prospects.models import Consent, ConsentMedium, ConsentPurpose, ConsentText, Prospect

OLDEST = 40  # lines of the history of one person


def consents_of(prospect: Prospect) -> list[Consent]:
    """Return every consent of the person, the newest first."""
    rows = Consent.objects.system("the person's own page, already found in scope")
    found = rows.filter(prospect=prospect).select_related("text", "recorded_by")
    return list(found.select_related("withdrawal_recorded_by").order_by("-given_at", "-pk"))


def newest(rows: Iterable[Consent]) -> dict[Line, Consent]:
    """Return the newest consent of each line."""
    found: dict[Line, Consent] = {}
    for row in rows:
        found.setdefault((row.purpose, row.channel), row)
    return found


def day_words(moment: datetime, prospect: Prospect) -> str:
    """Return the day on the branch's calendar: 24 Nov 2026."""
    day: date = prospect.branch.local_date(moment)
    return f"{day_and_month(day)} {day.year}"


def state_of(row: Consent | None) -> tuple[str, str]:
    """Return the state of a line in words, and its tone."""
    if row is None:
        return _("Never given"), ""
    return (_("Withdrawn"), "bad") if row.withdrawn_at else (_("In force"), "ok")


def sub_of(row: Consent | None, prospect: Prospect) -> str:
    """Say when and how it was given, or withdrawn."""
    if row is None:
        return ""
    if row.withdrawn_at:
        how = row.get_withdrawn_medium_display()
        return f"{day_words(row.withdrawn_at, prospect)} · {how}"
    parts = [
        day_words(row.given_at, prospect), row.get_medium_display(),
        _("edition %d") % row.text.edition, row.reference,
    ]  # fmt: skip
    return " · ".join(str(part) for part in parts if part)


def lines_of(
    rows: list[Consent], texts: dict[str, ConsentText], prospect: Prospect, *, may_write: bool,
    read_url: Callable[[str], str],
) -> list[dict[str, Any]]:  # fmt: skip
    """Return each purpose with its state; offers as one line for each way."""
    found, result = newest(rows), []
    for line in LINES:
        row = found.get(line)
        text = row.text if row and not row.withdrawn_at else texts.get(line[0])
        words, tone = state_of(row)
        is_in_force = tone == "ok"
        withdraw = reverse("prospects:consent-withdraw", args=[row.public_id]) if row else ""
        result.append(
            {
                "label": line_words(line),
                "state": words,
                "tone": tone,
                "sub": sub_of(row, prospect),
                "text": text.words(get_language() or "id") if text else "",
                "is_in_force": is_in_force,
                "proof_url": read_url(row.proof) if row and row.proof else "",
                "withdraw_url": withdraw if may_write and is_in_force else "",
            }
        )
    return result


def unproved(rows: list[Consent]) -> list[Consent]:
    """Return the consents in force that were signed on a paper nobody has photographed."""
    standing = (row for row in rows if not row.withdrawn_at and not row.proof)
    return [row for row in standing if row.medium == ConsentMedium.PAPER]


def clocks_of(rows: list[Consent], prospect: Prospect, now: datetime) -> list[dict[str, Any]]:
    """Return what must still stop outside the portal, with the time that is left."""
    lines = []
    for row in rows:
        until = stop_by(row)
        if until is None or until < now:
            continue
        name = prospect.branch.time_zone
        lines.append(
            {
                "label": line_words((row.purpose, row.channel)),
                "until": moment_words(until, name),
                "left": left_words(until, now),
            }
        )
    return lines


def history_of(rows: list[Consent], prospect: Prospect) -> list[dict[str, str]]:
    """Return who recorded what when, newest first."""
    lines = []
    for row in rows:
        what = line_words((row.purpose, row.channel))
        if row.withdrawn_at and row.withdrawal_recorded_by:
            lines.append((row.withdrawn_at, _("Withdrawn"), what, row.withdrawal_recorded_by,
                          row.withdrawn_note))  # fmt: skip
        lines.append((row.given_at, _("Given"), what, row.recorded_by, row.place))
    lines.sort(key=lambda line: line[0], reverse=True)
    return [
        {"when": day_words(at, prospect), "state": state, "what": what, "who": who.full_name,
         "note": note}
        for at, state, what, who, note in lines[:OLDEST]
    ]  # fmt: skip


def origin_of(prospect: Prospect) -> list[tuple[str, str]]:
    """Return where the data come from and why the person may be contacted at all."""
    pairs = [
        (_("Source"), prospect.source_label),
        (_("Referred by"), prospect.referrer_name),
        (_("Basis of contact"), prospect.get_contact_basis_display()),
        (_("Logged"), f"{short_date(prospect.created_on)} {prospect.created_on.year}"),
        (_("Brought in by"), prospect.created_by.full_name),
        (_("From a list"), _("Yes") if prospect.is_imported else ""),
    ]
    return [(label, str(value)) for label, value in pairs if value]


def summary_of(rows: list[Consent]) -> list[dict[str, str]]:
    """Return the purposes as a short list for the panel: offers with the ways that are open."""
    found = newest(rows)
    lines = []
    for purpose in ConsentPurpose:
        own = [row for (code, _way), row in found.items() if code == purpose]
        open_ways = [row for row in own if not row.withdrawn_at]
        words, tone = state_of((open_ways or own or [None])[0])  # type: ignore[list-item]
        ways = ", ".join(row.get_channel_display() for row in open_ways if row.channel)
        lines.append({"label": str(purpose.label), "state": words, "tone": tone, "ways": ways})
    return lines
