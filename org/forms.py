"""Forms about people."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from org.access.roles import Role
from org.models import ApiToken, Delegation, User

NEEDS_BRANCH = {
    Role.OFFICER, Role.TEAM_LEAD, Role.BRANCH_HEAD, Role.CREDIT_ADMINISTRATION,
    Role.CREDIT_ANALYST,
}  # fmt: skip


class PersonForm(forms.ModelForm):
    """What the bank knows of a person and which post he holds."""

    class Meta:
        model = User
        fields = (
            "nip", "ao_code", "full_name", "role", "segment", "branch", "team", "region",
            "username", "email", "phone",
        )  # fmt: skip
        labels = {"branch": _("Branch"), "team": _("Team"), "region": _("Region")}
        help_texts = {
            "username": _("For signing in beside the NIP."),
            "email": _("Without e-mail, reports and reminders are shown in the portal."),
        }

    def clean_nip(self) -> str | None:
        """Keep "none" apart from an empty text, and names apart from numbers."""
        nip = (self.cleaned_data["nip"] or "").strip().lower() or None
        if nip and User.objects.filter(username=nip).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody signs in by this as user name."))
        return nip

    def clean_username(self) -> str:
        """Lower case, and nobody's NIP."""
        name: str = self.cleaned_data["username"].strip().lower()
        if User.objects.filter(Q(nip=name)).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody signs in by this as NIP."))
        return name

    def clean_ao_code(self) -> str | None:
        """Keep "none" apart from an empty text."""
        return (self.cleaned_data["ao_code"] or "").strip() or None

    def clean(self) -> dict[str, Any]:
        """Ask for the place the post needs."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        role, branch, team = data.get("role"), data.get("branch"), data.get("team")
        if role in NEEDS_BRANCH and not branch:
            self.add_error("branch", _("Choose the branch."))
        if role == Role.REGIONAL_HEAD and not data.get("region"):
            self.add_error("region", _("Choose the region."))
        if team and branch and team.branch_id != branch.pk:
            self.add_error("team", _("This team belongs to another branch."))
        return data


class SlipForm(forms.Form):
    """Name and code of an activation slip."""

    name = forms.CharField(label=_("NIP or user name"), max_length=40)
    code = forms.CharField(
        label=_("Activation code"), max_length=20,
        help_text=_("Twelve letters and digits, as on the slip."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class NewPasswordForm(forms.Form):
    """A first password. Shown as typed if wanted, so it is asked for once."""

    password = forms.CharField(
        label=_("New password"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.rules = password_validators_help_texts()

    def clean_password(self) -> str:
        """Apply the password rules."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class ProfileForm(forms.ModelForm):
    """How the portal looks and speaks to a person."""

    agenda_hour = forms.TypedChoiceField(
        label=_("Hour of the agenda mail"), coerce=int,
        choices=[(hour, f"{hour:02}.00") for hour in range(5, 11)],
    )  # fmt: skip
    reminder_lead_minutes = forms.TypedChoiceField(
        label=_("Reminder before an appointment, in minutes"), coerce=int,
        choices=[(n, n) for n in (10, 15, 30, 45, 60, 120)],
    )  # fmt: skip

    class Meta:
        model = User
        fields = ("language", "theme", "has_shortcuts", "agenda_hour", "reminder_lead_minutes")


class TokenForm(forms.ModelForm):
    """What a new token is called and what it may do. An auditor's never writes."""

    class Meta:
        model = ApiToken
        fields = ("name", "scope")
        labels = {"name": _("Name of the program"), "scope": _("May")}
        widgets = {"scope": forms.RadioSelect}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "token", **kwargs})
        if user.role == Role.AUDITOR:
            scope: Any = self.fields["scope"]
            scope.choices = [(ApiToken.Scope.READ, ApiToken.Scope.READ.label)]


class DelegationForm(forms.ModelForm):
    """Who stands in for whom, from one day to another."""

    class Meta:
        model = Delegation
        fields = ("principal", "delegate", "valid_from", "valid_to", "reason")
        labels = {"principal": _("Holder of the post"), "delegate": _("Stand-in")}
        widgets = {
            "valid_from": forms.DateInput(format="%d/%m/%Y"),
            "valid_to": forms.DateInput(format="%d/%m/%Y"),
        }
        help_texts = {"valid_from": _("Day, month, year"), "valid_to": _("Day, month, year")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True)
        for name in ("principal", "delegate"):
            field: Any = self.fields[name]
            field.queryset = people
