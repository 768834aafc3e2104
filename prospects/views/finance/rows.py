"""Adding, changing, removing and bringing back one row; the proposal of an opportunity."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.public_id import LENGTH
from core.versioning import StaleError
from prospects.finance import records
from prospects.finance.forms import FinanceForm, ProposalForm
from prospects.finance.kinds import KINDS, RowKind, rows_of
from prospects.finance.reading import proposal_of
from prospects.models import Proposal
from prospects.models.finance import FinanceRow
from prospects.views.finance.base import FinanceFormView, SubjectView


class KindMixin(SubjectView):
    """An address that names a kind of row."""

    kind: RowKind

    def find(self, **kwargs: Any) -> None:
        """Find the subject, then the kind; collateral belongs to an opportunity."""
        super().find(**kwargs)
        found = KINDS.get(kwargs["kind"])
        if found is None or not found.is_for(self.subject):
            raise Http404
        self.kind = found

    def rows(self) -> Any:
        """Return the rows of this kind that belong to the subject."""
        return rows_of(self.kind, self.subject)


class RowAddView(KindMixin, FinanceFormView):
    """A new row."""

    def form(self, data: Any = None) -> FinanceForm:
        """Return the empty form of the kind."""
        row = self.kind.model(**self.kind.fixed)
        return self.kind.form(data, instance=row, today=self.today)

    def title(self) -> str:
        """Name what is added."""
        return str(self.kind.add)

    def save(self, form: FinanceForm) -> str:
        """Add it."""
        values = {**form.values(), **self.kind.fixed}
        records.add_row(self.kind.model, self.subject, values, actor=self.user, now=self.now)
        return self.back_url


class RowMixin(KindMixin):
    """An address that names a row."""

    row: FinanceRow

    def find(self, **kwargs: Any) -> None:
        """Find the row among those of the subject."""
        super().find(**kwargs)
        found = self.rows().filter(public_id=kwargs["row"][:LENGTH]).first()
        if found is None:
            raise Http404
        self.row = found


class RowEditView(RowMixin, FinanceFormView):
    """Change a row, or take it out."""

    def form(self, data: Any = None) -> FinanceForm:
        """Return the form with the row's values; the row itself stays untouched."""
        copy = self.rows().get(pk=self.row.pk) if data else self.row
        return self.kind.form(data, instance=copy, today=self.today)

    def title(self) -> str:
        """Name what is changed."""
        return str(self.kind.change)

    def more(self) -> dict[str, Any]:
        """Offer to take the row out."""
        return {"may_remove": True}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, or remove with the way back in the toast."""
        if "remove" not in request.POST:
            return super().post(request, **kwargs)
        try:
            records.remove_row(self.row, version=self.version, actor=self.user, now=self.now)
        except StaleError as stale:
            return self.stale(self.form(), stale.current)
        undo = self.subject.url("finance-restore", self.kind.code, self.row.public_id)
        return self.done(_("Removed."), undo)

    def save(self, form: FinanceForm) -> str:
        """Change it."""
        records.change_row(
            self.row, form.values(), version=self.version, actor=self.user, now=self.now
        )
        return self.back_url


class RowRestoreView(RowMixin):
    """Undo of a removal."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Bring it back; once is as good as twice."""
        records.restore_row(self.row, actor=self.user, now=self.now)
        return self.done(_("It is back."))


class ProposalView(FinanceFormView):
    """Term, rate, price and purpose of an opportunity."""

    through = "opportunity"

    def present(self) -> Proposal | None:
        """Return what is proposed now."""
        return proposal_of(self.subject.opportunity) if self.subject.opportunity else None

    def form(self, data: Any = None) -> ProposalForm:
        """Return the form with what is proposed now."""
        row = self.present() or Proposal(opportunity=self.subject.opportunity)
        return ProposalForm(data, instance=row, today=self.today)

    def title(self) -> str:
        """Name it."""
        return _("Proposal")

    def save(self, form: FinanceForm) -> str:
        """Write it."""
        values, version = form.values(), self.version
        records.propose(self.subject, values, version=version, actor=self.user, now=self.now)
        return self.back_url
