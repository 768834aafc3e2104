"""Administration of people: list, invitation, form, slip, closing an account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.htmx import redirect
from core.versioning import StaleError
from org import people
from org.access import proof
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.roles import Role
from org.access.views import PortalView
from org.audit_words import action_words
from org.forms import PersonForm
from org.models import AuditEntry, BankSettings, Branch, SignIn, User
from org.models.sign_in import SLIP_VALID
from org.rows import people_rows

LISTED = 200
OFFICE_HOURS_END = 17


class UserListView(PortalView):
    """Everybody, narrowed by branch, post and state."""

    permission = Permission.USER_ADMIN

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        chosen = {name: request.GET.get(name, "") for name in ("branch", "role", "state")}
        found = User.objects.select_related("branch")
        if chosen["branch"]:
            found = found.filter(branch__code=chosen["branch"])
        if chosen["role"] in Role.values:
            found = found.filter(role=chosen["role"])
        if chosen["state"] in {"active", "disabled"}:
            found = found.filter(is_active=chosen["state"] == "active")
        context = {
            "rows": people_rows(list(found[:LISTED]), now=self.now, today=self.today),
            "count": found.count(),
            "branches": Branch.objects.all(),
            "roles": Role.choices,
            "chosen": chosen,
        }
        return render(request, "org/user_list.html", context)


class AdminView(PortalView):
    """The base of pages about one person, for administrators after fresh proof."""

    permission = Permission.USER_ADMIN
    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the right before looking for the person: others learn nothing from the answer."""
        self.public_id = kwargs.get("public_id", "")
        return super().dispatch(request, *args, **kwargs)

    def check_permission(self, request: HttpRequest) -> None:
        """Check the right, then find the person."""
        super().check_permission(request)
        if self.public_id:
            found = User.objects.select_related("branch", "team", "region")
            person = found.filter(public_id=self.public_id).first()
            if person is None:
                raise Http404
            self.person = person

    def stamp(self, request: HttpRequest) -> dict[str, Any]:
        """Return who acts, when and from where."""
        return {"actor": self.user, "now": self.now, "ip": client_ip(request)}

    def slip_page(self, request: HttpRequest, person: User, code: str) -> HttpResponse:
        """Show the slip. The code is shown this once and kept nowhere."""
        expires = (self.now + SLIP_VALID).astimezone(person.zone)
        context = {
            "person": person,
            "code": [code[at : at + people.GROUP] for at in range(0, len(code), people.GROUP)],
            "expires": expires,
            "zone": person.branch.time_zone if person.branch else "WIB",
            "printed": self.now,
            "bank": BankSettings.load().name,
            "back_url": reverse("org:user-edit", kwargs={"public_id": person.public_id}),
        }
        return render(request, "org/slip.html", context)


class UserInviteView(AdminView):
    """A new person."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        return render(request, "org/user_form.html", {"form": PersonForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Create the person and show the slip to print."""
        if not proof.is_fresh(request):
            return proof.ask(request)
        form = PersonForm(request.POST)
        if not form.is_valid():
            return render(request, "org/user_form.html", {"form": form}, status=422)
        person = form.save(commit=False)
        return self.slip_page(request, person, people.invite(person, **self.stamp(request)))


class UserEditView(AdminView):
    """One person: data, sessions, history."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the form."""
        return self._page(request, PersonForm(instance=self.person))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Save; a stale form is shown beside what is saved now."""
        if not proof.is_fresh(request):
            return proof.ask(request)
        form = PersonForm(request.POST, instance=User.objects.get(pk=self.person.pk))
        if not form.is_valid():
            return self._page(request, form, 422)
        expected = _version(request)
        try:
            people.change_person(self.person, expected, form.cleaned_data, **self.stamp(request))
        except StaleError as stale:
            return self._conflict(request, form, stale)
        return redirect(request, reverse("org:user-list"))

    def _page(self, request: HttpRequest, form: PersonForm, status: int = 200) -> HttpResponse:
        entries = AuditEntry.objects.filter(
            object_type="user", object_id=self.person.public_id
        ).select_related("actor").order_by("-at", "-id")[:20]  # fmt: skip
        context = {
            "form": form,
            "person": self.person,
            "session_count": SignIn.objects.filter(user=self.person).count(),
            "entries": [(entry, action_words(entry.action)) for entry in entries],
        }
        return render(request, "org/user_form.html", context, status=status)

    def _conflict(self, request: HttpRequest, form: PersonForm, stale: StaleError) -> HttpResponse:
        now_saved = PersonForm(instance=stale.current)
        fields = [
            {
                "name": field.name,
                "label": field.label,
                "raw": field.value() or "",
                "yours": _shown(field),
                "theirs": _shown(now_saved[field.name]),
            }
            for field in form
        ]
        context = {
            "headline": _("Somebody changed this meanwhile. Review before saving."),
            "fields": fields,
            "action": request.path,
            "version": stale.current.version,  # type: ignore[attr-defined]
            "current_url": request.path,
        }
        return render(request, "org/conflict.html", context, status=409)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _shown(field: Any) -> str:
    choices = {str(key): str(label) for key, label in getattr(field.field, "choices", [])}
    value = str(field.value() or "")
    return choices.get(value, value)


class UserActionView(AdminView):
    """A step about one person that needs fresh proof."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Ask for proof, then act."""
        if not proof.is_fresh(request):
            return proof.ask(request)
        try:
            return self.act(request)
        except StaleError:
            messages.warning(request, _("Somebody changed this meanwhile. Review before saving."))
            return self.back(request)

    def act(self, request: HttpRequest) -> HttpResponse:
        """Do the step."""
        return self.back(request)

    def back(self, request: HttpRequest) -> HttpResponse:
        """Return to the person's page."""
        return redirect(request, reverse("org:user-edit", args=[self.person.public_id]))


class UserSlipView(UserActionView):
    """A new slip; the old one is void."""

    def act(self, request: HttpRequest) -> HttpResponse:
        """Show it to print."""
        return self.slip_page(
            request, self.person, people.issue_slip(self.person, **self.stamp(request))
        )


class UserCloseView(UserActionView):
    """Disable an account and end its sessions."""

    def act(self, request: HttpRequest) -> HttpResponse:
        """Close it, unless it is one's own."""
        if self.person.pk == self.user.pk:
            messages.warning(request, _("You cannot close your own account."))
            return self.back(request)
        people.close_account(self.person, _version(request), **self.stamp(request))
        return self.back(request)


class UserOpenView(UserActionView):
    """Enable an account again."""

    def act(self, request: HttpRequest) -> HttpResponse:
        """Open it."""
        people.open_account(self.person, _version(request), **self.stamp(request))
        return self.back(request)


class UserFactorView(UserActionView):
    """Forget the second factor of a lost phone."""

    def act(self, request: HttpRequest) -> HttpResponse:
        """Forget it and end the sessions."""
        people.reset_second_factor(self.person, **self.stamp(request))
        return self.back(request)
