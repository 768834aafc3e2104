"""The block of a prospect's page with all numbers, contact persons and linked people."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from org.access.permissions import Permission as P
from prospects import links, merging
from prospects.contact_links import ways
from prospects.models import ContactPerson, Prospect, ProspectLink, ProspectPhone
from prospects.panels import Column, Panel, Visit


def joined(*words: Any) -> str:
    """Return the words that are not empty with a point between."""
    return " · ".join(str(word) for word in words if word)


class CirclePanel(Panel):
    """Numbers with their use, the people of a company, spouse, guarantor, employer and group."""

    permission: ClassVar[P] = P.PROSPECT_VIEW
    code: ClassVar[str] = "circle"
    template: ClassVar[str] = "prospects/circle_panel.html"
    column: ClassVar[Column] = "left"
    phone_order: ClassVar[int] = 7
    max_queries: ClassVar[int] = 5
    is_deferred: ClassVar[bool] = True
    title: ClassVar[str | Promise] = gettext_lazy("Numbers and people")

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return the rows as ready strings, and what may be added."""
        prospect, may = visit.prospect, self.may_change(visit)
        phones = [self.phone(row, may=may) for row in phones_of(prospect)]
        persons = [self.person(row, may=may) for row in persons_of(prospect)]
        found = [self.link(end, may=may) for end in links.links_of(prospect, visit.user)]
        return {
            "phones": phones,
            "persons": persons,
            "links": found,
            "is_empty": not (phones or persons or found),
            "add": self.add(prospect) if may else [],
            **self.merged(visit),
        }

    def may_change(self, visit: Visit) -> bool:
        """Tell whether the reader may add here."""
        return visit.user.may(P.PROSPECT_CHANGE) and visit.prospect.archived_at is None

    def merged(self, visit: Visit) -> dict[str, str]:
        """Return which record was merged into this one, while it can be undone."""
        row = merging.undoable(visit.prospect, visit.user, visit.now)
        if row is None:
            return {}
        return {
            "merged": row.loser.number,
            "undo_url": reverse("prospects:merge-undo", args=[row.public_id]),
        }

    def add(self, prospect: Prospect) -> list[tuple[str, str]]:
        """Return label and address of each form."""
        forms = [("phone", _("Phone"))]
        if prospect.kind == Prospect.Kind.COMPANY:
            forms.append(("person", _("Contact person")))
        forms.append(("link", _("Link")))
        return [
            (label, reverse(f"prospects:{name}-add", args=[prospect.public_id]))
            for name, label in forms
        ]

    def phone(self, row: ProspectPhone, *, may: bool) -> dict[str, Any]:
        """Return one number."""
        main = _("main number") if row.is_primary else ""
        return ways(row.number, is_barred=row.do_not_call) | {
            "words": joined(row.get_use_display(), main, row.note),
            "edit": reverse("prospects:phone-change", args=[row.public_id]) if may else "",
        }

    def person(self, row: ContactPerson, *, may: bool) -> dict[str, Any]:
        """Return one contact person."""
        reach = ways(row.phone, is_barred=row.do_not_call)
        return reach | {
            "name": row.name,
            "words": joined(row.get_role_display(), row.title, reach["phone"], row.email, row.note),
            "edit": reverse("prospects:person-change", args=[row.public_id]) if may else "",
        }

    def link(self, end: links.End, *, may: bool) -> dict[str, Any]:
        """Return one link; of a hidden end the kind alone."""
        other = end.other
        removable = may and end.is_ours
        return {
            "kind": str(ProspectLink.Kind(end.kind).label),
            "name": end.name,
            "note": end.note,
            "url": reverse("prospects:prospect-detail", args=[other.public_id]) if other else "",
            "remove": reverse("prospects:link-remove", args=[end.link.public_id])
            if removable
            else "",
        }


def phones_of(prospect: Prospect) -> list[ProspectPhone]:
    """Return all numbers of a prospect that was reached before."""
    return list(ProspectPhone.objects.system("numbers of a reachable prospect").of(prospect))


def persons_of(prospect: Prospect) -> list[ContactPerson]:
    """Return the people of a company that was reached before; a person has none."""
    if prospect.kind != Prospect.Kind.COMPANY:
        return []
    return list(ContactPerson.objects.system("people of a reachable company").of(prospect))
