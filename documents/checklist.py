"""The checklist of one application: what is asked for beside what is here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from documents.models import Document, DocumentFile, DocumentType, Requirement
from documents.rules import Case, employment_of, rules_for
from prospects.models import Opportunity

SOON = 14  # days before a last day that it is told


@dataclass(frozen=True)
class Item:
    """One line: a kind of paper, whether it is needed, and the paper where there is one."""

    type: DocumentType
    document: Document | None
    is_required: bool
    note: str
    today: date
    file_state: str = ""  # of its newest file

    @property
    def state(self) -> str:
        """The state as shown today."""
        return self.document.state_on(self.today) if self.document else "missing"

    @property
    def is_here(self) -> bool:
        """Whether the paper counts as received."""
        return self.state in {"received", "checked"}

    @property
    def is_wanted(self) -> bool:
        """Whether the customer still has to bring it, promised or not."""
        return not self.is_here and (self.is_required or self.state != "missing")

    @property
    def days_left(self) -> int | None:
        """Days until the last day or the due day; negative after it; None without one."""
        day = self.document.watch_on if self.document else None
        return (day - self.today).days if day else None


@dataclass(frozen=True)
class Checklist:
    """All lines of an application."""

    employment: str
    items: list[Item]

    @property
    def required(self) -> list[Item]:
        """What a complete file has."""
        return [item for item in self.items if item.is_required]

    @property
    def others(self) -> list[Item]:
        """What is asked for where it applies."""
        return [item for item in self.items if not item.is_required]

    @property
    def received(self) -> int:
        """How many of the required papers are here."""
        return sum(item.is_here for item in self.required)

    @property
    def wanted(self) -> list[Item]:
        """What the customer still has to bring."""
        return [item for item in self.items if item.is_wanted]

    @property
    def open(self) -> list[Item]:
        """Required papers that are neither here nor allowed to follow later."""
        return [i for i in self.required if not i.is_here and i.state != "deferred"]


def checklist_of(
    opportunity: Opportunity, *, today: date, language: str | None = None
) -> Checklist:
    """Return the checklist of an application as it stands today. Four queries at most."""
    employment = employment_of(opportunity)
    case = Case(opportunity.product.family, employment, opportunity.amount, today)
    papers = Document.objects.system("papers of an application in reach").of(opportunity)
    documents = {row.type_id: row for row in papers.select_related("type")}
    files = _newest_files(documents.values())
    items = []
    for rule in rules_for(case):
        document = documents.pop(rule.type_id, None)
        is_required = rule.requirement == Requirement.REQUIRED
        note, file = rule.note(language), files.get(document.pk if document else 0, "")
        items.append(Item(rule.type, document, is_required, note, today, file))
    items += [
        Item(row.type, row, False, "", today, files.get(row.pk, ""))
        for row in sorted(documents.values(), key=lambda row: (row.type.position, row.type.code))
        if not row.is_personal and row.state != Document.State.MISSING
    ]
    return Checklist(employment, items)


def _newest_files(documents: Iterable[Document]) -> dict[int, str]:
    """Return the state of the newest file of each paper that has one; one query at most."""
    ids = [row.pk for row in documents]
    if not ids:
        return {}
    rows = DocumentFile.objects.filter(document__in=ids, replaced_at=None).order_by("created_at")
    return dict(rows.values_list("document_id", "state"))


def item_of(
    opportunity: Opportunity, code: str, *, today: date, language: str | None = None
) -> Item | None:
    """Return one line; None for a kind of paper that does not exist or is switched off."""
    listed = checklist_of(opportunity, today=today, language=language)
    for item in listed.items:
        if item.type.code == code:
            return item
    kind = DocumentType.objects.filter(code=code, is_active=True).first()
    if kind is None:
        return None
    papers = Document.objects.system("a paper of an application in reach").of(opportunity)
    return Item(kind, papers.filter(type=kind).first(), False, "", today)
