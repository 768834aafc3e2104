"""What one page of the administration says about itself: columns, filters, form, history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.paging import Order
from core.versioning import Versioned
from org import audit
from org.access.permissions import Permission
from org.models import User

Words = str | Promise
Read = Callable[[Any], Any]
NONE = "–"


@dataclass(frozen=True)
class Column:
    """One column: `value` reads the row, `sub` a small second line.

    `tone` makes the value a pill: "ok", "warn", "bad", "acc" or "" for plain grey. `is_figure`
    sets digits under one another, at the right edge; `initials` stand in a circle before it.
    """

    label: Words
    value: Read
    sub: Read | None = None
    tone: Read | None = None
    is_figure: bool = False
    initials: Read | None = None

    @property
    def css(self) -> str:
        """The classes of head and cells."""
        return "ao-r ao-num ao-nowrap" if self.is_figure else ""

    def cell(self, row: Any) -> SafeString:
        """Return the cell's content, ready for the page."""
        shown = str(self.value(row) or "") or NONE
        if self.tone is not None:
            tone = self.tone(row)
            shown = format_html(
                '<span class="ao-pill{}">{}</span>', f" ao-{tone}" if tone else "", shown
            )
        sub = str(self.sub(row) or "") if self.sub else ""
        small = format_html('<small class="ao-nip ao-num">{}</small>', sub) if sub else ""
        if self.initials is None:
            return format_html("{}{}", shown, small)
        mark = format_html('<span class="ao-av" aria-hidden="true">{}</span>', self.initials(row))
        return format_html('<span class="ao-row-x">{}<span>{}{}</span></span>', mark, shown, small)


@dataclass(frozen=True)
class Filter:
    """A chip above the list. `narrow` keeps the rows of a value that is among the choices."""

    name: str
    label: Words
    choices: Callable[[], Iterable[tuple[str, Words]]]
    narrow: Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class Tab:
    """A tab of the form beside data and history, with its own template and ready strings."""

    code: str
    label: Words
    template: str
    count: int | None = None


@dataclass(frozen=True)
class Stamp:
    """Who acts, when and from where: what every entry of the audit trail needs."""

    actor: User
    now: datetime
    ip: str | None

    @property
    def kwargs(self) -> dict[str, Any]:
        """The same as keyword arguments of a service."""
        return {"actor": self.actor, "now": self.now, "ip": self.ip}


class AdminPage:
    """One page of the administration, for one request.

    Set the class attributes; override a method where the plain way is not enough. `slug` names
    the addresses (`org:region-list`, `-add`, `-edit`, `-remove`) and the object in the audit
    trail. `order.column` sorts the list and carries the paging.
    """

    slug: ClassVar[str]
    namespace: ClassVar[str] = "org"
    model: ClassVar[type[models.Model]]
    form_class: ClassVar[type[forms.ModelForm]]
    permission: ClassVar[Permission] = Permission.ORG_ADMIN
    write_permission: ClassVar[Permission | None] = None  # the same as `permission`

    title: ClassVar[Words]
    add_label: ClassVar[Words] = ""  # empty: no row is added here
    add_name: ClassVar[str] = "add"  # what adding is called in its address
    columns: ClassVar[tuple[Column, ...]] = ()
    filters: ClassVar[tuple[Filter, ...]] = ()
    search_fields: ClassVar[tuple[str, ...]] = ()
    search_label: ClassVar[Words] = _("Code or name")
    order: ClassVar[Order] = Order("code", "code")
    size: ClassVar[int] = 50
    pairs: ClassVar[tuple[tuple[str, str], ...]] = ()  # fields that stand side by side
    needs_proof: ClassVar[bool] = False
    is_removable: ClassVar[bool] = False
    foot: ClassVar[Words] = ""  # one sentence under the list
    form_note: ClassVar[Words] = ""  # one sentence beside the button
    empty_title: ClassVar[Words] = _("Nothing here yet")
    actions_template: ClassVar[str] = ""  # buttons beside "add"
    top_template: ClassVar[str] = ""  # above the fields of the form
    extra_template: ClassVar[str] = ""  # under the fields of the form

    def __init__(self, user: User, now: datetime, today: date) -> None:
        self.user, self.now, self.today = user, now, today

    # --- the list -------------------------------------------------------------------------------
    def rows(self) -> QuerySet[Any]:
        """Return all rows of the page; narrow or `select_related` here."""
        return self.model._default_manager.all()

    def prepare(self, rows: Sequence[Any]) -> None:
        """Look up for the shown rows what the columns need, in one query per kind."""

    def narrowed(self, chosen: Mapping[str, str], text: str) -> QuerySet[Any]:
        """Return the rows that pass every filter and hold the text."""
        rows = self.rows()
        for one in self.filters:
            if chosen.get(one.name):
                rows = one.narrow(rows, chosen[one.name])
        if text:
            found = Q()
            for name in self.search_fields:
                found |= Q(**{f"{name}__icontains": text})
            rows = rows.filter(found)
        return rows

    def remark(self) -> str:
        """Return what stands beside the number of rows, such as "1 locked"."""
        return ""

    def list_context(self) -> dict[str, Any]:
        """Return what `actions_template` needs."""
        return {}

    # --- one row --------------------------------------------------------------------------------
    def title_of(self, row: Any) -> str:
        """Return the heading of the form."""
        return str(row)

    def subtitle_of(self, row: Any) -> str:
        """Return the line under the heading."""
        return ""

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form, empty for a new row."""
        return self.form_class(data, instance=instance)

    def new_form(self, chosen: Mapping[str, str]) -> forms.ModelForm:
        """Return the form of a new row; `chosen` are the filters it may start from."""
        return self.form()

    def tabs(self, row: Any) -> tuple[Tab, ...]:
        """Return the tabs between data and history."""
        return ()

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Return what the templates of this row need besides the form. `row` is None when new."""
        return {}

    def warnings(self, form: forms.ModelForm) -> list[str]:
        """Return what the save would move: shown once, before it is done."""
        return []

    def may_remove(self, row: Any) -> bool:
        """Tell whether this row can be taken out."""
        return self.is_removable

    # --- writing --------------------------------------------------------------------------------
    def values(self, form: forms.ModelForm) -> dict[str, Any]:
        """Return the columns that the form writes."""
        names = {field.name for field in self.model._meta.concrete_fields}
        return {name: value for name, value in form.cleaned_data.items() if name in names}

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write a new row and its audit entry; return the row."""
        row = form.save(commit=False)
        row.full_clean()
        row.save()
        self.note("added", row, stamp)
        return row

    def added(self, request: HttpRequest, row: Any) -> HttpResponse | None:
        """Return an answer of its own to a new row, such as a paper to print; None for the form."""
        return None

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write the changes and their audit entry. Raises StaleError for an old version."""
        fresh: Versioned = self.model._base_manager.get(pk=row.pk)  # type: ignore[assignment]
        fresh.save_version(expected, **self.values(form))
        self.note("changed", fresh, stamp)
        return fresh

    def remove(self, row: Any, expected: int, stamp: Stamp) -> None:
        """Take the row out. Raises StaleError for an old version."""
        row.save_version(expected)
        self.note("removed", row, stamp, name=self.title_of(row))
        row.delete()

    def undo_url(self, row: Any) -> str:
        """Return the address that brings a removed row back; empty where there is none."""
        return ""

    def note(self, action: str, row: Any, stamp: Stamp, **detail: Any) -> None:
        """Write the audit entry of a step."""
        audit.record(
            action, actor=stamp.actor, at=stamp.now, object_type=self.slug,
            object_id=row.public_id, ip=stamp.ip, **detail,
        )  # fmt: skip

    # --- addresses ------------------------------------------------------------------------------
    @classmethod
    def url(cls, name: str, *args: str) -> str:
        """Return an address of this page: `url("list")`, `url("edit", public_id)`."""
        return reverse(f"{cls.namespace}:{cls.slug}-{name}", args=args)
