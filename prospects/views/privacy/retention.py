"""What the next night's retention would throw away, and what the last ones did."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import count, date_words
from org.access.permissions import Permission as P
from org.access.views import PortalView
from prospects.models import RetentionRule, RetentionRun
from prospects.privacy.retention import Part, preview

RUNS = 14


class RetentionView(PortalView):
    """The dry run: by class what is kept, until when, and how much would go tonight."""

    permission = P.RIGHTS_DECIDE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the report."""
        labels = dict(RetentionRule.Code.choices)
        context = {
            "parts": [self.line(part, labels) for part in preview(self.now)],
            "runs": [self.run_line(run, labels) for run in RetentionRun.objects.all()[:RUNS]],
            "rules_url": reverse("prospects:retentionrule-list"),
        }
        return render(request, "prospects/privacy/retention.html", context)

    def run_line(self, run: RetentionRun, labels: dict[Any, Any]) -> dict[str, Any]:
        """Return one night's run as ready strings."""
        done = [(str(labels.get(code, code)), count(n)) for code, n in run.counts.items() if n]
        return {"day": date_words(run.day), "counts": done}

    def line(self, part: Part, labels: dict[Any, Any]) -> dict[str, Any]:
        """Return one class as ready strings."""
        before = date_words(part.limit.astimezone(self.user.zone).date()) if part.limit else ""
        return {
            "label": str(labels[part.code]),
            "kept": str(part.amount) if part.amount else _("for ever"),
            "before": before,
            "count": count(part.count),
            "numbers": ", ".join(part.numbers),
        }
