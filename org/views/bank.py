"""What the bank calls itself and how it looks; its logo and its colour for every page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import colours
from core.errors import InputError
from core.htmx import redirect
from core.logos import MAX_UPLOAD, refusal
from core.versioning import StaleError, number_of
from org import bank
from org.access.address import client_ip
from org.access.permissions import Permission
from org.access.roles import Role
from org.access.views import PortalView, PublicView
from org.models import AuditEntry, BankLogo, BankSettings

FOREVER = "public, max-age=31536000, immutable"
LANGUAGES = ("id", "en")
DIGEST_LENGTH = 64


class BankForm(forms.ModelForm):
    """Name, look, letterhead, mail, and what the posts are called."""

    logo_file = forms.FileField(
        label=gettext_lazy("Logo"), required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP, up to 5 MB. It is drawn anew, 512 px at most."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )  # fmt: skip
    no_logo = forms.BooleanField(label=gettext_lazy("Without logo"), required=False)

    class Meta:
        model = BankSettings
        fields = ("name", "short_name", "accent", "address", "phone", "footer", "paper",
                  "mail_mode", "introduction", "dormant_days", "hour_tries",
                  "hour_tries_branch", "reset_months")  # fmt: skip
        widgets = {
            "footer": forms.Textarea(attrs={"rows": 3}),
            "introduction": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "hour_tries": gettext_lazy("Counted in the two hours that are proposed."),
            "hour_tries_branch": gettext_lazy(
                "Used where a customer himself was called too seldom."
            ),
            "accent": gettext_lazy(
                "As #0B6480. Empty for the portal's own. Not red, amber, green."
            ),
            "footer": gettext_lazy("Up to three lines, on papers and mails."),
            "introduction": gettext_lazy(
                "In Indonesian; {petugas}, {petugas_lama}, {bank} and {cabang} are filled in."
                " Empty for the portal's own words."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in Role:
            for language in LANGUAGES:
                self.fields[f"title_{role}_{language}"] = forms.CharField(
                    label=f"{role.label} ({language})", max_length=40, required=False,
                    initial=self.instance.title_of(role, language)
                    if role in self.instance.titles else "",
                )  # fmt: skip

    @property
    def title_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The names of each post in both languages."""
        return [(self[f"title_{role}_id"], self[f"title_{role}_en"]) for role in Role]

    def clean_accent(self) -> str:
        """Explain why a colour cannot be the accent."""
        text = str(self.cleaned_data["accent"]).strip()
        if not text:
            return ""
        try:
            colours.palette(text)
        except InputError as error:
            raise ValidationError(error.text) from error
        return colours.written(colours.parse(text))

    def clean_logo_file(self) -> Any:
        """Refuse what is too large before reading it."""
        upload = self.cleaned_data["logo_file"]
        if upload and upload.size > MAX_UPLOAD:
            raise ValidationError(refusal("large").text)
        return upload

    def clean_footer(self) -> str:
        """Keep three lines."""
        lines = [line.strip() for line in self.cleaned_data["footer"].splitlines() if line.strip()]
        if len(lines) > 3:
            raise ValidationError(_("Up to three lines."))
        return "\n".join(lines)

    def changes(self) -> dict[str, Any]:
        """Return what the service writes."""
        data = self.cleaned_data
        found: dict[str, Any] = {name: data[name] for name in self.Meta.fields}
        found["titles"] = {
            str(role): names
            for role in Role
            if (names := {language: text for language in LANGUAGES
                          if (text := data[f"title_{role}_{language}"].strip())})
        }  # fmt: skip
        if data["logo_file"]:
            found["logo_file"] = data["logo_file"].read()
        elif data["no_logo"]:
            found["logo"] = None
        return found


class BankView(PortalView):
    """The settings of the bank on one page."""

    permission = Permission.ORG_ADMIN

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        row = BankSettings.load()
        return self.page(BankForm(instance=row), row)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save them, or say what is in the way."""
        row = BankSettings.load()
        form = BankForm(request.POST, request.FILES, instance=BankSettings.load())
        if not form.is_valid():
            return self.page(form, row, 422)
        expected = number_of(request.POST.get("version"))
        try:
            bank.change(
                expected, form.changes(), actor=self.user, now=self.now, ip=client_ip(request)
            )
        except StaleError:
            form.add_error(None, _("Somebody changed this meanwhile. Review before saving."))
            return self.page(form, BankSettings.load(), 409)
        except InputError as error:
            form.add_error("logo_file", error.text)
            return self.page(form, row, 422)
        messages.success(request, _("Saved."))
        return redirect(request, request.path)

    def page(self, form: BankForm, row: BankSettings, status: int = 200) -> HttpResponse:
        """Show form, look and the last changes."""
        context = {
            "form": form,
            "version": row.version,
            "logo_url": bank.logo_address(row),
            "changes": [f"{entry.actor.full_name if entry.actor else '–'}, "
                        f"{entry.at.astimezone(self.user.zone):%d/%m/%Y %H.%M}"
                        for entry in _changes()],
        }  # fmt: skip
        return render(self.request, "org/bank.html", context, status=status)


def _changes() -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.filter(object_type="bank").select_related("actor")
    return rows.order_by("-at", "-id")[:5]


class LogoView(PublicView):
    """The logo under the hash of its bytes: it never changes, so it is kept for a year."""

    def get(self, request: HttpRequest, digest: str) -> HttpResponse:
        """Send the PNG."""
        row = None
        if len(digest) == DIGEST_LENGTH and digest.isalnum():
            row = BankLogo.objects.filter(digest=digest).first()
        if row is None:
            raise Http404
        return HttpResponse(
            bytes(row.content), content_type="image/png", headers={"Cache-Control": FOREVER}
        )


class AccentView(PublicView):
    """The few lines of CSS of an accent, under the hash of their content."""

    def get(self, request: HttpRequest, accent: str, digest: str) -> HttpResponse:
        """Send them; 404 for a colour that cannot be one and for another content."""
        try:
            css = colours.stylesheet(f"#{accent}")
        except InputError:
            raise Http404 from None
        if digest != bank.css_digest(f"#{accent}"):
            raise Http404
        return HttpResponse(css, content_type="text/css", headers={"Cache-Control": FOREVER})
