"""The columns of the prospect list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core import regions
from core.formats import relative_moment, short_date
from core.identity import phone_display
from org.models import Segment, User
from prospects.models import ProspectTag
from prospects.querysets import ProspectQuerySet
from prospects.restriction import may_process
from prospects.rows import Row
from prospects.tables.columns import Column, Value, cell

TAGS = "tags"


@dataclass(frozen=True)
class PersonLine:
    """One prospect with its ready strings and whoever reads them. `tag_url` ends in a label."""

    prospect: Any
    row: Row
    user: User
    now: datetime
    tag_url: str = ""

    @property
    def latest(self) -> dict[str, Any]:
        """The latest opportunity; empty when there is none."""
        return self.prospect.latest or {}

    def text(self, name: str) -> str:
        """Return a stored text; nothing of a restricted person whom the reader may not use."""
        return getattr(self.prospect, name) if may_process(self.prospect, self.user) else ""


def with_tags(rows: ProspectQuerySet, user: User) -> ProspectQuerySet:
    """Add, in the same query, the labels of each row."""
    carried = ProspectTag.objects.visible_to(user).filter(prospect=OuterRef("pk"))
    shape = JSONObject(id=F("tag__public_id"), name=F("tag__name"))
    return rows.annotate(labels=ArraySubquery(carried.order_by("tag__key").values(shape=shape)))


def _name(line: PersonLine) -> str:
    link = format_html('<a class="ao-nm" href="{}">{}</a>', line.row.url, line.row.name)
    return cell(link, sub=line.row.phone, sub_css="ao-c3 ao-num")


def _stage(line: PersonLine) -> str:
    if not line.row.stage:
        return cell("")
    return cell(format_html('<span class="ao-stage">{}{}</span>', line.row.ring, line.row.stage))


def _step(line: PersonLine) -> str:
    css = line.row.step_class
    return cell(
        format_html('<div class="{}">{}</div>', css, line.row.step),
        sub=line.row.step_at, sub_css=f"ao-num {css}",
    )  # fmt: skip


def _tags(line: PersonLine) -> str:
    labels = [
        format_html('<a class="ao-tag" href="{}{}">{}</a>', line.tag_url, tag["id"], tag["name"])
        for tag in line.prospect.labels
    ]
    return cell(SafeString("".join(labels)), "ao-tags")


def _area(line: PersonLine) -> str:
    code = line.prospect.area_code
    return regions.path_of(code)[-1] if code and regions.path_of(code) else ""


def _updated(line: PersonLine) -> str:
    zone = line.user.branch.time_zone if line.user.branch else "WIB"
    return relative_moment(line.prospect.updated_at, line.now, zone)


def _created(line: PersonLine) -> str:
    day = line.prospect.created_on
    return f"{short_date(day)} {day.year}"


def _segment(line: PersonLine) -> str:
    segment = line.prospect.segment
    return str(Segment(segment).label) if segment in Segment.values else ""


def _amount(line: PersonLine) -> Value:
    amount = line.latest.get("amount")
    return Decimal(str(amount)) if amount else None


def _local(line: PersonLine, moment: datetime | None) -> Value:
    return moment.astimezone(line.user.zone) if moment else None


def _plain(name: str) -> Any:
    """Return cell and value of a column that shows a stored text."""
    return {
        "cell": lambda line: cell(line.text(name), "ao-brk"),
        "value": lambda line: line.text(name),
    }


def _worded(words: Any, css: str = "") -> Any:
    """Return cell and value of a column whose words are made of the row."""
    return {"cell": lambda line: cell(words(line), css), "value": words}


_C = Column[PersonLine]
_COLUMNS = (
    _C("name", _("Name"), _name, lambda line: line.row.name, ("name", "name_z")),
    _C("stage", _("Stage"), _stage, lambda line: line.row.stage),
    _C("product", _("Product"), **_worded(lambda line: line.row.product)),
    _C("amount", _("Amount"), lambda line: cell(line.row.amount, "ao-r ao-num"), _amount,
       css="ao-r"),
    _C("step", _("Next step"), _step, lambda line: _local(line, line.prospect.next_step_at),
       ("next",)),
    _C("contact", _("Last contact"), lambda line: cell(line.row.contact, "ao-c3 ao-num"),
       lambda line: _local(line, line.prospect.last_contact_at), ("contact",)),
    _C("owner", _("Owner"), lambda line: cell(line.row.owner, sub=line.row.branch),
       lambda line: line.row.owner, is_for_many=True),
    _C("branch", _("Branch"), **_worded(lambda line: line.row.branch), is_for_many=True,
       is_default=False),
    _C(TAGS, _("Labels"), _tags,
       lambda line: ", ".join(tag["name"] for tag in line.prospect.labels), is_default=False),
    _C("number", _("Number"), **_worded(lambda line: line.row.number, "ao-num ao-nowrap"),
       is_default=False),
    _C("company", _("Workplace or business"), **_plain("company"), is_default=False),
    _C("email", _("E-mail"), **_plain("email"), is_default=False),
    _C("address", _("Address"), **_plain("address"), is_default=False),
    _C("area", _("District or city"), **_worded(_area), is_default=False),
    _C("source", _("Source"), **_worded(lambda line: line.prospect.source_label),
       is_default=False),
    _C("referrer", _("Referred by"), **_plain("referrer_name"), is_default=False),
    _C("status", _("Status"), **_worded(lambda line: line.prospect.get_status_display()),
       is_default=False),
    _C("segment", _("Segment"), **_worded(_segment), is_default=False),
    _C("created", _("Date recorded"), lambda line: cell(_created(line), "ao-num ao-nowrap"),
       lambda line: line.prospect.created_on, ("created", "created_first"), is_default=False),
    _C("updated", _("Last changed"), lambda line: cell(_updated(line), "ao-c3 ao-num ao-nowrap"),
       lambda line: _local(line, line.prospect.updated_at), ("updated", "updated_first"),
       is_default=False),
    _C("notes", _("Notes"), lambda line: cell(line.text("notes")[:120], "ao-brk ao-t-sm"),
       lambda line: line.text("notes"), is_default=False),
)  # fmt: skip
COLUMNS: dict[str, _C] = {column.code: column for column in _COLUMNS}


def phone_text(line: PersonLine) -> str:
    """Return the number as people write it, 0812-5550-1423; empty when there is none."""
    phone = line.text("phone")
    return phone_display(phone) if phone else ""
