"""The sentences of the timeline: kinds are stored, words are chosen when read.

Every app that writes a kind may add its words with `register`; an unknown kind shows as itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import hour, long_date, percent
from core.money import short_rupiah
from org.models import User
from products.purposes import Purpose
from prospects import sources
from prospects.models import (
    ConsentPurpose,
    ContactPerson,
    DataRequest,
    OfferChannel,
    ProspectLink,
    ProspectPhone,
    TimelineEntry,
)
from prospects.models.sealed import SEALED


@dataclass(frozen=True)
class Words:
    """How one kind is shown: its icon, and title and result from the stored data."""

    icon: str
    title: str | Promise
    result: Callable[[dict[str, Any]], str] = lambda data: ""


FIELD_LABELS: dict[str, str | Promise] = {
    "kind": gettext_lazy("Kind"),
    "name": gettext_lazy("Name"),
    "company": gettext_lazy("Workplace or business"),
    "phone": gettext_lazy("Mobile number"),
    "email": gettext_lazy("E-mail"),
    "address": gettext_lazy("Address"),
    "area_code": gettext_lazy("District or city"),
    "source": gettext_lazy("Source"),
    "referrer_name": gettext_lazy("Referred by"),
    "status": gettext_lazy("Status"),
    "notes": gettext_lazy("Notes"),
    "birth_date": gettext_lazy("Birth date"),
    "sex": gettext_lazy("Sex"),
    "marital_status": gettext_lazy("Marital status"),
    "employment": gettext_lazy("Kind of work"),
    **{name: sealed.label for name, sealed in SEALED.items()},
}


def _fields(data: dict[str, Any]) -> str:
    names = [str(FIELD_LABELS[name]) for name in data.get("fields", []) if name in FIELD_LABELS]
    return ", ".join(names)


def _source(data: dict[str, Any]) -> str:
    return sources.labels().get(str(data.get("source", "")), "")


def _hand_over(data: dict[str, Any]) -> str:
    return _("%(old)s to %(new)s") % {"old": data.get("from", "?"), "new": data.get("to", "?")}


def _consent(data: dict[str, Any]) -> str:
    purpose = dict(ConsentPurpose.choices).get(data.get("purpose", ""), "")
    channel = dict(OfferChannel.choices).get(data.get("channel", ""), "")
    return f"{purpose} ({channel})" if channel else str(purpose)


def _choice(choices: type[TextChoices], name: str) -> Callable[[dict[str, Any]], str]:
    """Return what reads the label of a stored code out of the data."""
    labels = dict(choices.choices)
    return lambda data: str(labels.get(data.get(name, ""), ""))


_use, _role = _choice(ProspectPhone.Use, "use"), _choice(ContactPerson.Role, "role")
_kind = _choice(ProspectLink.Kind, "link")


def _request(data: dict[str, Any]) -> str:
    return str(dict(DataRequest.Kind.choices).get(data.get("request", ""), ""))


def _number(data: dict[str, Any]) -> str:
    return str(data.get("number", ""))


def _need(data: dict[str, Any]) -> str:
    purpose = data.get("purpose", "")
    label = str(Purpose(purpose).label) if purpose in Purpose.values else ""
    amount = short_rupiah(Decimal(data["amount"])) if data.get("amount") else ""
    return " · ".join(filter(None, [label, amount]))


def _rival(data: dict[str, Any]) -> str:
    rate = percent(Decimal(data["rate"])) if data.get("rate") else ""
    return " · ".join(filter(None, [data.get("bank", ""), rate]))


WordsOf = Words | Callable[[dict[str, Any]], Words]

WORDS: dict[str, WordsOf] = {
    "note": Words("notes", gettext_lazy("Note")),
    "memo_frozen": Words(
        "file-text", gettext_lazy("Memo analisa kept"), lambda data: f"v{data.get('number', '')}"
    ),
    "slik_requested": Words("file-search", gettext_lazy("SLIK requested")),
    "slik_received": Words("file-check", gettext_lazy("SLIK result entered")),
    "prospect_added": Words("user-plus", gettext_lazy("Prospect logged"), _source),
    "imported": Words("table-import", gettext_lazy("Imported"), lambda data: data.get("file", "")),
    "import_undone": Words(
        "arrow-back-up", gettext_lazy("Import taken back"), lambda data: data.get("file", "")
    ),
    "prospect_changed": Words("edit", gettext_lazy("Details changed"), _fields),
    "prospect_archived": Words("archive", gettext_lazy("Archived")),
    "prospect_restored": Words("arrow-back-up", gettext_lazy("Taken out of the archive")),
    "consent_given": Words("circle-check", gettext_lazy("Consent recorded"), _consent),
    "consent_withdrawn": Words("circle-x", gettext_lazy("Consent withdrawn"), _consent),
    "request_recorded": Words("inbox", gettext_lazy("Request about his data"), _request),
    "request_answered": Words("check", gettext_lazy("Request answered"), _request),
    "request_copied": Words("file-download", gettext_lazy("Copy of the data made"), _request),
    "request_erasure_asked": Words("trash", gettext_lazy("Erasure waits for approval")),
    "request_erasure_approved": Words("trash", gettext_lazy("Erasure approved")),
    "prospect_restricted": Words("lock", gettext_lazy("Data restricted")),
    "prospect_released": Words("lock", gettext_lazy("Restriction lifted")),
    "prospect_erased": Words("trash", gettext_lazy("Data erased")),
    "prospect_tagged": Words(
        "tag", gettext_lazy("Label put on"), lambda data: data.get("name", "")
    ),
    "prospect_untagged": Words(
        "tag", gettext_lazy("Label taken off"), lambda data: data.get("name", "")
    ),
    "prospect_reassigned": Words("arrows-exchange", gettext_lazy("Handed over"), _hand_over),
    "opportunity_reassigned": Words(
        "arrows-exchange", gettext_lazy("Opportunity handed over"), _hand_over
    ),
    "prospect_merged": Words("git-merge", gettext_lazy("Merged"), _number),
    "prospect_merge_undone": Words("arrow-back-up", gettext_lazy("Merge undone"), _number),
    "phone_added": Words("phone", gettext_lazy("Phone number added"), _use),
    "phone_changed": Words("phone", gettext_lazy("Phone number changed"), _use),
    "phone_barred": Words("phone-off", gettext_lazy("Phone number not to be called"), _use),
    "phone_removed": Words("phone", gettext_lazy("Phone number removed"), _use),
    "person_added": Words("address-book", gettext_lazy("Contact person added"), _role),
    "person_changed": Words("address-book", gettext_lazy("Contact person changed"), _role),
    "person_removed": Words("address-book", gettext_lazy("Contact person removed"), _role),
    "need_added": Words("target", gettext_lazy("Need recorded"), _need),
    "need_changed": Words("target", gettext_lazy("Need changed"), _need),
    "need_removed": Words("target", gettext_lazy("Need removed"), _need),
    "rival_added": Words("building-bank", gettext_lazy("Offer of another bank"), _rival),
    "rival_changed": Words("building-bank", gettext_lazy("Offer of another bank changed"), _rival),
    "rival_removed": Words("building-bank", gettext_lazy("Offer of another bank removed"), _rival),
    "plan_written": Words("route", gettext_lazy("Relationship plan written")),
    "link_added": Words("link", gettext_lazy("Link added"), _kind),
    "link_removed": Words("link", gettext_lazy("Link removed"), _kind),
}


def register(kind: str, words: WordsOf) -> None:
    """Add the words of a kind that another app writes; called from its `AppConfig.ready`.

    A function chooses icon and title by the stored data.
    """
    WORDS[kind] = words


def words_for(kind: str, data: dict[str, Any]) -> Words:
    """Return the words of a line; a kind that nobody registered is shown by its name."""
    words = WORDS.get(kind) or Words("info-circle", kind.replace("_", " ").capitalize())
    return words if isinstance(words, Words) else words(data)


@dataclass(frozen=True)
class Line:
    """One line, ready for the template. `day` is set on the first line of each day."""

    icon: str
    title: str
    result: str
    time: str
    datetime: str
    time_full: str
    body: str
    actor: str
    is_system: bool
    day: str = ""


def _actor(entry: TimelineEntry, reader: User) -> str:
    """Name whoever did it; nobody needs his own name beside his own work."""
    if entry.actor is None:
        return _("AO Portal")
    return "" if entry.actor_id == reader.pk else entry.actor.full_name


def _line(entry: TimelineEntry, reader: User, day: str) -> Line:
    words, at = words_for(entry.kind, entry.data), entry.at.astimezone(reader.zone)
    return Line(
        icon=words.icon,
        title=str(words.title),
        result=words.result(entry.data),
        time=hour(at),
        datetime=at.isoformat(timespec="minutes"),
        time_full=f"{long_date(at.date())}, {hour(at)}",
        body=entry.body,
        actor=_actor(entry, reader),
        is_system=entry.group == TimelineEntry.Group.SYSTEM,
        day=day,
    )


def _day_words(day: date, today: date) -> str:
    return _("Today") if day == today else long_date(day)


def lines_for(entries: list[TimelineEntry], now: datetime, reader: User) -> list[Line]:
    """Return the lines newest first, each day named once above its first line."""
    lines: list[Line] = []
    zone = reader.zone
    last: date | None = None
    for entry in entries:
        day = entry.at.astimezone(zone).date()
        words = "" if day == last else _day_words(day, now.astimezone(zone).date())
        lines.append(_line(entry, reader, words))
        last = day
    return lines
