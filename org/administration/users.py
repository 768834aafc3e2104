"""People: who is in, who waits, who left, and with what in hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words, hour, relative_day, short_date
from core.paging import Order
from org import people
from org.access import locked
from org.access.permissions import Permission
from org.access.roles import Role
from org.administration.page import AdminPage, Column, Filter, Stamp, Tab
from org.administration.slips import slip_page
from org.forms import PersonForm
from org.models import ActivationSlip, AuditEntry, Branch, Delegation, SignIn, User

STATES = {
    "active": gettext_lazy("Active"),
    "slip": gettext_lazy("Slip not used yet"),
    "locked": gettext_lazy("Locked"),
    "stand_in": gettext_lazy("Stand-in"),
    "disabled": gettext_lazy("Disabled"),
}


def _branches() -> list[tuple[str, str]]:
    return [(row.public_id, row.name) for row in Branch.objects.all()]


class UsersPage(AdminPage):
    """Everybody who signs in."""

    slug = "user"
    add_name = "invite"
    model = User
    form_class = PersonForm
    permission = Permission.USER_ADMIN
    title = gettext_lazy("Users")
    actions_template = "org/user_load_link.html"
    add_label = gettext_lazy("Invite a user")
    columns = (
        Column(
            gettext_lazy("Name"), lambda row: row.full_name, initials=lambda row: row.initials,
            sub=lambda row: row.nip or row.username,
        ),
        Column(
            gettext_lazy("Post"), lambda row: row.get_role_display(),
            sub=lambda row: row.branch.name if row.branch else "",
        ),
        Column(gettext_lazy("AO code"), lambda row: row.ao_code),
        Column(gettext_lazy("State"), lambda row: row.state[0], tone=lambda row: row.state[1]),
        Column(gettext_lazy("Last sign-in"), lambda row: row.seen, is_figure=True),
    )  # fmt: skip
    search_fields = ("full_name", "nip", "username")
    search_label = gettext_lazy("Name or NIP")
    order = Order("name", "full_name")
    filters = (
        Filter("branch", gettext_lazy("Branch"), _branches,
               lambda rows, value: rows.filter(branch__public_id=value)),
        Filter("role", gettext_lazy("Post"), lambda: Role.choices,
               lambda rows, value: rows.filter(role=value)),
        Filter("state", gettext_lazy("State"), STATES.items, lambda rows, value: rows),
    )  # fmt: skip
    pairs = (("nip", "ao_code"), ("role", "segment"), ("branch", "team"), ("username", "email"))
    needs_proof = True
    foot = gettext_lazy("Administrators see no customer data")
    form_note = gettext_lazy("A new role counts from the next request on.")
    top_template = "org/user_top.html"
    extra_template = "org/user_actions.html"

    def rows(self) -> QuerySet[Any]:
        """Return everybody with his place."""
        return User.objects.select_related("branch", "team", "region")

    def narrowed(self, chosen: Mapping[str, str], text: str) -> QuerySet[Any]:
        """Narrow by state too, which depends on the moment."""
        rows = super().narrowed(chosen, text)
        match chosen.get("state"):
            case "active":
                return rows.filter(is_active=True)
            case "disabled":
                return rows.filter(is_active=False)
            case "slip":
                return rows.filter(pk__in=self._slips().values("user"), last_login=None)
            case "locked":
                return rows.filter(pk__in=locked.locked_users(self.now))
            case "stand_in":
                return rows.filter(pk__in=self._stand_ins().values("delegate"))
        return rows

    def _slips(self) -> QuerySet[Any]:
        return ActivationSlip.objects.usable(self.now)

    def _stand_ins(self) -> QuerySet[Any]:
        return Delegation.objects.filter(
            revoked_at=None, valid_from__lte=self.today, valid_to__gte=self.today
        )

    def prepare(self, rows: Sequence[Any]) -> None:
        """Look up slips, stand-ins and locks of the shown people, one query each."""
        ids = [row.pk for row in rows]
        slips = set(self._slips().filter(user__in=ids).values_list("user", flat=True))
        posts = dict(self._stand_ins().filter(delegate__in=ids).values_list("delegate", "valid_to"))
        locks = locked.locked_users(self.now)
        for row in rows:
            row.state = self._state(row, slips, posts, locks)
            row.seen = self._seen(row, locks)

    def _state(self, row: User, slips: set[int], posts: dict[int, Any], locks: Any) -> Any:
        if not row.is_active:
            return _("Disabled"), ""
        if row.pk in locks:
            return _("Locked"), "bad"
        if row.pk in posts:
            return _("Stand-in until %(day)s") % {"day": date_words(posts[row.pk])}, "acc"
        if row.pk in slips and not row.last_login:
            return _("Slip not used yet"), "warn"
        return _("Active"), "ok"

    def _seen(self, row: User, locks: Any) -> str:
        if row.pk in locks:
            return _("%(tries)d wrong passwords") % {"tries": locks[row.pk].tries}
        if not row.last_login:
            return _("never")
        then = row.last_login.astimezone(self.user.zone)
        day = relative_day(then.date(), self.today)
        return f"{day}, {hour(then)}" if then.date() == self.today else day

    def remark(self) -> str:
        """Say how many are locked."""
        count = len(locked.locked_users(self.now))
        return _("%(count)d locked") % {"count": count} if count else ""

    def subtitle_of(self, row: Any) -> str:
        """Say who invited the person and when."""
        found = AuditEntry.objects.filter(
            object_type="user", object_id=row.public_id, action="user_invited"
        ).select_related("actor").first()  # fmt: skip
        if found is None:
            return str(row.get_role_display())
        day = short_date(found.at.astimezone(self.user.zone).date())
        who = found.actor.full_name if found.actor else "manage.py"
        return _("Invited %(day)s by %(who)s") % {"day": day, "who": who}

    def tabs(self, row: Any) -> tuple[Tab, ...]:
        """Show where the person is signed in."""
        count = SignIn.objects.filter(user=row).count()
        return (Tab("sessions", gettext_lazy("Sessions"), "org/user_sessions.html", count),)

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Return initials, the open slip and, on its tab, the sessions."""
        if row is None:
            return {}
        slip = self._slips().filter(user=row).first()
        return {
            "initials": row.initials,
            "person": row,
            "slip_until": short_date(_local(slip.expires_at, row)) if slip else "",
            "sessions": list(SignIn.objects.filter(user=row)[:20]) if tab == "sessions" else [],
        }

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Invite the person; the code of the slip is kept for the answer only."""
        person = form.save(commit=False)
        self.code = people.invite(person, **stamp.kwargs)
        return person

    def added(self, request: HttpRequest, row: Any) -> HttpResponse | None:
        """Show the slip to print, this once."""
        return slip_page(request, row, self.code, self.now) if hasattr(self, "code") else None

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write the changes; rights follow on the person's next request."""
        person = User.objects.get(pk=row.pk)
        people.change_person(person, expected, form.cleaned_data, **stamp.kwargs)
        return person


def _local(moment: datetime, person: User) -> Any:
    return moment.astimezone(person.zone).date()
