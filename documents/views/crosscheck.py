"""The sheet of *uji silang*."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import moment_words
from core.public_id import new_public_id
from documents import crosscheck
from documents.models import CrossCheck
from documents.views.shared import PapersView
from org.access.permissions import Permission as P

Verdict = CrossCheck.Verdict


class CrossCheckView(PapersView):
    """Original against record: credit administration signs, the others read."""

    write_permission = P.DOCUMENT_CHECK

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the last sheet, and to who signs the fields of the next."""
        return self.page({}, {})

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Sign once; 422 with the words beside the fields and everything typed."""
        sent = {
            line.code: (request.POST.get(line.code, ""),
                        request.POST.get(f"{line.code}_note", "").strip()[:200])
            for line in crosscheck.lines_of(self.object)
        }  # fmt: skip
        mark = request.POST.get("mark", "")
        try:
            self.once(lambda: str(crosscheck.sign(self.object, sent, mark=mark, actor=self.user,
                                                  now=self.now).pk))  # fmt: skip
        except ValidationError as refusal:
            by_field = hasattr(refusal, "error_dict")
            errors = refusal.message_dict if by_field else {"": refusal.messages}
            return self.page(sent, {name: " ".join(found) for name, found in errors.items()}, 422)
        return self.done(_("The comparison is signed."))

    def page(
        self, sent: dict[str, tuple[str, str]], errors: dict[str, str], status: int = 200
    ) -> HttpResponse:
        """Show the sheet."""
        last, mark = crosscheck.newest(self.object), crosscheck.mark_of(self.object)
        kept = last.findings if last else {}
        zone = self.object.branch.time_zone
        is_seen = crosscheck.sees_person(self.user, self.object)
        hidden = frozenset[str]() if is_seen else crosscheck.PERSONAL
        context = {
            "title": _("Original against record"),
            "sub": f"{self.object.prospect.name} · {self.object.product.short_name}",
            "may": self.user.may(P.DOCUMENT_CHECK),
            "mark": mark,
            "verdicts": Verdict.choices,
            "error": errors.get("", ""),
            **self.reveal(),
            "last": {"who": last.by.full_name, "when": moment_words(last.at, zone),
                     "is_old": last.record_mark != mark} if last else None,
            "lines": [
                {"code": line.code, "label": str(line.label), "original": str(line.original),
                 "value": "" if line.code in hidden else line.value,
                 "error": errors.get(line.code, ""),
                 "verdict": sent.get(line.code, kept.get(line.code, ["", ""]))[0],
                 "note": "" if line.code in hidden
                 else sent.get(line.code, kept.get(line.code, ["", ""]))[1],
                 "words": str(Verdict(kept[line.code][0]).label) if line.code in kept else ""}
                for line in crosscheck.lines_of(self.object)
            ],
        }  # fmt: skip
        return self.show("documents/crosscheck.html", context | {"key": new_public_id()}, status)

    def reveal(self) -> dict[str, Any]:
        """Return where the whole number is shown, to whom, and whether one tap does it."""
        prospect, user = self.object.prospect, self.user
        may = user.may(P.IDENTITY_REVEAL) and user.access.reach.holds(prospect)
        return {
            "reveal_url": reverse("prospects:prospect-reveal", args=[prospect.public_id])
            if may else "",
            "tap": prospect.owner_id == user.pk,
        }  # fmt: skip
