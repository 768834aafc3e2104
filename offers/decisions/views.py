"""Pages of one file's proposals and decisions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import InputError
from core.formats import moment_words
from core.idempotency import KeyReusedError
from core.money import format_rupiah
from core.public_id import new_public_id
from core.versioning import StaleError
from documents import uploads
from documents.models import DocumentFile, DocumentType
from offers.decisions import page, paper, proposing, recording, voting
from offers.decisions.forms import ProposalForm, RecordForm, VoteForm
from offers.decisions.limits import authority_for, refused_by_four_eyes, seat_for
from offers.decisions.proposing import Proposed, proposals_of
from offers.decisions.recording import Told
from offers.letters.sppk_card import sppk_of
from offers.models import CreditProposal, Decision, DecisionVote
from org.access.permissions import Permission as P
from prospects.finance.reading import proposed_months, with_proposal
from prospects.models import Collateral, MemoVersion, Opportunity
from prospects.views.opportunities.shared import FormView, OpportunityView, Pair

REASON = proposing.REASON


class ProposalAddView(FormView):
    """*Usulkan*: amount, term, rate, collateral and conditions on a version of the memo."""

    write_permission = P.CREDIT_PROPOSE
    title = gettext_lazy("Propose for decision")
    verb = gettext_lazy("Propose")

    def initial(self) -> dict[str, Any]:
        """Start from the last proposal, else from what the file says."""
        last = proposals_of(self.object).first()
        if last is not None:
            names = ("amount", "months", "rate", "fee", "collateral", "conditions")
            return {name: getattr(last, name) for name in names}
        row = with_proposal(Opportunity.objects.visible_to(self.user)).get(pk=self.object.pk)
        pledged = Collateral.objects.system(REASON).kept().filter(opportunity=row).order_by("pk")
        return {
            "amount": row.amount,
            "months": proposed_months(row),
            "rate": (row.proposed or {}).get("rate"),
            "collateral": "\n".join(self.pledge(one) for one in pledged),
        }

    def pledge(self, one: Collateral) -> str:
        """Return one line about something pledged."""
        words = (str(one.get_kind_display()), one.description, format_rupiah(one.market_value))
        return ", ".join(words)

    def form(self, data: Any = None) -> forms.Form:
        """Ask for the terms and the version of the memo."""
        versions = MemoVersion.objects.system(REASON).filter(opportunity=self.object)
        zone = self.object.branch.time_zone
        named = [
            (str(one.number), _("Version %(n)d, %(when)s")
             % {"n": one.number, "when": moment_words(one.created_at, zone)})
            for one in versions.only("number", "created_at").order_by("-number")
        ]  # fmt: skip
        started = self.initial() if data is None else {}
        return ProposalForm(data, today=self.today, versions=named, initial=started)

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        new = Proposed(**form.cleaned_data)
        row = proposing.propose(self.object, new, actor=self.user, now=self.now)
        return page.proposal_url(self.object, row.number)

    def said(self, form: forms.Form) -> str:
        """Say who decides."""
        row = proposals_of(self.object).select_related("committee").first()
        if row is None:
            return str(_("Saved."))
        return _("Proposed. %(who)s decides.") % {
            "who": page.decider_words(row, self.user.language)
        }


class ProposalBase(OpportunityView):
    """An address that names a proposal of a file in reach."""

    row: CreditProposal

    def find(self, **kwargs: Any) -> None:
        """Find the file, then the proposal among its own."""
        super().find(**kwargs)
        rows = (
            proposals_of(self.object)
            .select_related(
                "committee", "proposed_by", "memo", "decision__recorded_by", "decision__paper"
            )
            .defer("decision__paper__pdf", "decision__paper__content")
        )
        votes = DecisionVote.objects.select_related("by", "stands_for")
        found = rows.prefetch_related(Prefetch("votes", votes)).defer("memo__pdf", "memo__docx")
        row = found.filter(number=kwargs["number"]).first()
        if row is None:
            raise Http404
        row.opportunity = self.object
        self.row = row

    @property
    def opportunity_url(self) -> str:
        """The page of the file."""
        return reverse("prospects:opportunity-detail", args=[self.object.public_id])

    @property
    def detail_url(self) -> str:
        """The page of the proposal."""
        return page.proposal_url(self.object, self.row.number)

    @cached_property
    def votes(self) -> list[DecisionVote]:
        """The votes in their order."""
        return list(self.row.votes.all())

    def stale_proposal(self, mine: str) -> HttpResponse:
        """Answer 409: what was wanted beside how the proposal stands."""
        current = proposals_of(self.object).get(number=self.row.number)
        context = {
            "headline": _("The proposal changed meanwhile. Review before saving."),
            "action": self.request.get_full_path(),
            "version": current.version,
            "key": new_public_id(),
            "current_url": self.detail_url,
            "fields": [{"name": "state", "label": _("Proposal"), "yours": mine,
                        "theirs": str(current.get_state_display()), "raw": ""}],
            "hidden": [
                (name, value) for name, value in self.request.POST.items()
                if name not in {"csrfmiddlewaretoken", "version", "idempotency_key", "state"}
            ],
        }  # fmt: skip
        return self.show("prospects/opportunity_conflict.html", context, status=409)


class ProposalView(ProposalBase):
    """What is proposed, the memo's figures, the exposure written out, and the votes."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show it."""
        row, language = self.row, self.user.language
        zone = self.object.branch.time_zone
        made: Decision | None = getattr(row, "decision", None)
        context = {
            "title": _("Proposal no. %(n)d") % {"n": row.number},
            "product": self.object.product.name,
            "opportunity_url": self.opportunity_url,
            "pill": page.state_pill(row),
            "terms": page.terms_of(row),
            "texts": page.texts_of(row),
            "by": f"{row.proposed_by.full_name}, {moment_words(row.proposed_at, zone)}",
            "memo_number": row.memo.number,
            "figures": page.figure_rows(row.memo.content),
            "sections": [one for one in row.memo.content.get("sections", []) if one["text"]],
            "exposure": page.exposure_rows(row),
            "decider": page.decider_words(row, language),
            "votes": [page.vote_row(one, zone, language) for one in self.votes],
            "needed": page.still_needed(row, self.votes, language),
            "decision": page.decision_card(made, self.object, self.user) if made else None,
            "sppk": sppk_of(made, self.object, self.user, self.today),
            "version": row.version,
            "key": new_public_id(),
        }
        return self.show("offers/proposal.html", context | self.steps())

    def steps(self) -> dict[str, Any]:
        """Return the addresses of what this reader may do."""
        row = self.row
        if row.state != CreditProposal.State.WAITING:
            return {}
        mine = refused_by_four_eyes(row, self.user)
        decides = self.user.may(P.CREDIT_DECIDE)
        return {
            "vote_url": self.url("vote") if decides and not mine and self.may_vote() else "",
            "withdraw_url": self.url("withdraw")
            if mine and self.user.may(P.CREDIT_PROPOSE)
            else "",
            "recalculate_url": self.url("recalculate") if decides or mine else "",
            "is_mine": mine and decides,
        }

    def url(self, step: str) -> str:
        """Return the address of a step."""
        return page.proposal_url(self.object, self.row.number, step)

    def may_vote(self) -> bool:
        """Whether a seat is free for this reader, on the exposure as it was last counted."""
        row = self.row
        try:
            authority = authority_for(
                row.total, family=self.object.product.family, case=row.case, day=self.today
            )
        except ValidationError:
            return False
        return seat_for(row, authority, self.user, self.today) is not None


class PaperView(ProposalBase):
    """The paper of the decision, as a download; each fetch is written down."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Send the file; 404 while nothing is decided or it is being made."""
        made: Decision | None = getattr(self.row, "decision", None)
        found = None
        if made is not None:
            made.opportunity, made.branch = self.object, self.object.branch
            found = paper.fetched(made, self.user, self.now)
        if found is None:
            raise Http404
        headers = {"Content-Disposition": f'attachment; filename="{found[0]}"',
                   "Cache-Control": "no-store", "Content-Security-Policy": "sandbox"}  # fmt: skip
        return HttpResponse(found[1], content_type="application/pdf", headers=headers)


class VoteView(ProposalBase, FormView):
    """What this member says."""

    permission = P.OPPORTUNITY_VIEW
    write_permission = P.CREDIT_DECIDE
    title = gettext_lazy("Your vote")
    verb = gettext_lazy("Vote")

    def check_permission(self, request: HttpRequest) -> None:
        """Who proposed, and whoever has no seat, is refused."""
        super().check_permission(request)
        if refused_by_four_eyes(self.row, self.user):
            raise PermissionDenied

    def get_version(self) -> int:
        """The version of the proposal."""
        return self.version() if self.request.method == "POST" else self.row.version

    def get_sub(self) -> str:
        """Name customer and money."""
        return f"{self.object.prospect.name} · {format_rupiah(self.row.amount)}"

    def form(self, data: Any = None) -> forms.Form:
        """Ask for vote and opinion."""
        return VoteForm(data, today=self.today)

    def save(self, form: forms.Form) -> str:
        """Call the service."""
        ballot = voting.Ballot(**form.cleaned_data)
        voting.vote(self.row, ballot, version=self.version(), actor=self.user, now=self.now)
        return self.detail_url

    def said(self, form: forms.Form) -> str:
        """Say that it counts."""
        return _("Your vote is recorded.")

    def answer_stale(self, stale: StaleError, form: forms.Form) -> HttpResponse:
        """Somebody was faster, or the proposal was taken back."""
        return self.stale_proposal(str(form.cleaned_data.get("opinion", "")))

    def pairs(self, form: forms.Form, current: Opportunity) -> list[Pair]:
        """Nothing of the opportunity is compared here."""
        return []


class StepView(ProposalBase):
    """A step of one tap."""

    http_method_names = ["post"]
    permission = P.OPPORTUNITY_VIEW
    words: ClassVar[Any]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do it once; a refusal is told, somebody faster is 409."""
        try:
            self.once(self.step)
        except ValidationError as refusal:
            return self.done(" ".join(refusal.messages))
        except (StaleError, KeyReusedError):
            return self.stale_proposal(str(self.words))
        return self.done(str(self.words))

    def step(self) -> str:
        """Call the service."""
        raise NotImplementedError


class WithdrawView(StepView):
    """Take a waiting proposal back."""

    write_permission = P.CREDIT_PROPOSE
    words = gettext_lazy("The proposal is withdrawn.")

    def check_permission(self, request: HttpRequest) -> None:
        """Who proposed it, or whose file it is."""
        super().check_permission(request)
        if not refused_by_four_eyes(self.row, self.user):
            raise PermissionDenied

    def step(self) -> str:
        """Call the service."""
        proposing.withdraw(self.row, version=self.version(), actor=self.user, now=self.now)
        return self.detail_url


class RecalculateView(StepView):
    """Count the exposure anew."""

    words = gettext_lazy("The exposure was counted anew.")

    def check_permission(self, request: HttpRequest) -> None:
        """Who proposes or decides."""
        super().check_permission(request)
        if not (self.user.may(P.CREDIT_PROPOSE) or self.user.may(P.CREDIT_DECIDE)):
            raise PermissionDenied

    def step(self) -> str:
        """Call the service."""
        proposing.recalculate(self.row, version=self.version(), actor=self.user, now=self.now)
        return self.detail_url


class RecordView(FormView):
    """A decision of another system: credit administration types it and brings the sheet."""

    write_permission = P.DISBURSEMENT_CONFIRM
    title = gettext_lazy("Type a decision")
    verb = gettext_lazy("Save")

    def check_permission(self, request: HttpRequest) -> None:
        """Never of one's own file."""
        super().check_permission(request)
        if self.user.pk == self.object.owner_id:
            raise PermissionDenied

    def initial(self) -> dict[str, Any]:
        """Start from what the file asks for."""
        row = with_proposal(Opportunity.objects.visible_to(self.user)).get(pk=self.object.pk)
        return {"amount": row.amount, "months": proposed_months(row), "decided_on": self.today,
                "rate": (row.proposed or {}).get("rate")}  # fmt: skip

    def form(self, data: Any = None) -> forms.Form:
        """Ask for what the sheet says."""
        return RecordForm(data, today=self.today, initial=self.initial() if data is None else {})

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """Show the form with a place for the sheet."""
        context = {
            "form": form, "title": str(self.title), "sub": self.get_sub(),
            "verb": str(self.verb), "action": self.request.get_full_path(),
            "version": self.object.version, "key": new_public_id(),
        }  # fmt: skip
        return self.show("offers/decision_form.html", context, status)

    def save(self, form: forms.Form) -> str:
        """Keep the sheet and write the decision down."""
        told = Told(**form.cleaned_data)
        recording.record(self.object, told, actor=self.user, now=self.now, sheet=self.sheet())
        return self.detail_url

    def sheet(self) -> DocumentFile:
        """Return the file that came with the form; ValidationError without one."""
        sent = self.request.FILES.getlist("files")
        if not sent:
            raise ValidationError(_("Bring the sheet of the decision, as photo or PDF."))
        kind = DocumentType.objects.get(code=recording.SHEET)
        key = self.request.POST.get("idempotency_key", "")[:32] or new_public_id()
        try:
            return uploads.take_whole(self.object, kind, sent=sent, batch=key, user=self.user,
                                      now=self.now)  # fmt: skip
        except InputError as refusal:
            raise ValidationError(refusal.text) from None

    def said(self, form: forms.Form) -> str:
        """Say what is kept."""
        return _("Decision %(number)s recorded.") % {"number": form.cleaned_data["number"]}
