"""Telling a story through the same services that pages use, at moments of the past.

So states, totals, timeline and history are what they would be had people worked that way.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from followups.contacts import Result, record_outcome
from followups.models import FollowUp
from followups.outcomes import Channel, Purpose
from followups.services import Step
from org.models import Branch, User
from prospects import pipeline
from prospects.models import LossReason, Milestone, Opportunity
from prospects.pipeline import NewDisbursement
from prospects.services import NewProspect, add_prospect
from reports.demo import circles
from reports.demo.finance import tell_finances
from reports.demo.plots import IN_FILE, MILLION, Plot
from reports.demo.scripts import MOODS, script
from reports.demo.words import LOSS_NOTES, NOTES, PROSPECT_NOTES

PURPOSES = {
    Channel.CALL: Purpose.CALL, Channel.VISIT: Purpose.VISIT, Channel.MEETING: Purpose.MEET_AGAIN,
}  # fmt: skip
PAPERS = {
    Milestone.Kind.DECISION: "PTS",
    Milestone.Kind.SPPK: "SPPK",
    Milestone.Kind.SIGNING: "AKD",
}


@dataclass(frozen=True)
class Stage:
    """What all stories of one branch share: its working days, and who confirms there."""

    branch: Branch
    days: list[date]
    confirmer: User
    reasons: dict[str, list[LossReason]]


class Teller:
    """Lives one plot through, act by act."""

    def __init__(self, plot: Plot, stage: Stage, random: Random) -> None:
        self._plot, self._stage, self._random = plot, stage, random
        self._owner, self._branch = plot.owner, stage.branch
        self._contacts: list[datetime] = []
        self._deal: Opportunity
        self._step: FollowUp

    def tell(self) -> None:
        """Make the prospect and everything that followed."""
        acts = script(self._plot, self._random)
        moments = self._moments(len(acts))
        self._contacts = [
            at for (verb, _), at in zip(acts, moments, strict=True) if verb == "contact"
        ]
        self._begin()
        for (verb, subject), at in zip(acts, moments, strict=True):
            getattr(self, f"_{verb}")(at, subject)

    def _moments(self, count: int) -> list[datetime]:
        """Return moments in office hours from the day after birth to the plot's last day."""
        window = [day for day in self._stage.days if self._plot.born < day <= self._plot.last]
        picks = self._picks(count, len(window))
        result: list[datetime] = []
        for number, pick in enumerate(picks):
            hour = 9 + sum(1 for other in picks[:number] if other == pick)
            at = self._at(window[pick], min(hour, 16))
            result.append(max(at, result[-1] + timedelta(minutes=3)) if result else at)
        return result

    def _picks(self, count: int, size: int) -> list[int]:
        """Choose a day of the window for each act. A file that is held up was left alone since."""
        plot, random = self._plot, self._random
        is_file = plot.chapter in IN_FILE
        early = max(1, size * 2 // 3) if is_file and plot.is_held_up else size
        picks = sorted(random.randrange(early) for _ in range(count))
        if picks and random.random() < 0.85:
            picks[0] = 0  # most first calls are made on the day they are due
        if picks and plot.chapter != "withdrawn":
            picks[-1] = size - 1
        if is_file and not plot.is_held_up and count > 1:
            picks[-2] = size - 1
        return picks

    def _at(self, day: date, hour: int) -> datetime:
        clock = time(hour, self._random.randrange(55))
        return datetime.combine(day, clock, self._branch.zone)

    def _today(self, at: datetime) -> date:
        return self._branch.local_date(at)

    def _begin(self) -> None:
        plot, customer = self._plot, self._plot.customer
        knows_number = customer.nik and plot.chapter not in ("new", "contacted", "asleep")
        new = NewProspect(
            name=customer.name, phone=customer.phone, product=plot.product, amount=plot.amount,
            kind=customer.kind, company=customer.company, email=customer.email,
            nik=customer.nik if knows_number else "", address=customer.address,
            area_code=customer.area_code, source=plot.source, referrer_name=plot.referrer,
            notes=self._random.choice(PROSPECT_NOTES), **circles.facts_of(customer),
        )  # fmt: skip
        at = self._at(plot.born, self._random.randint(8, 15))
        prospect = add_prospect(new, actor=self._owner, now=at)
        circles.surround(prospect, self._owner, at)
        rows = Opportunity.objects.system("the demo").filter(prospect=prospect)
        self._deal = rows.select_related("product", "branch", "owner", "prospect").get()
        steps = FollowUp.objects.system("the demo").filter(prospect=prospect)
        self._take_up(steps.select_related("branch", "owner").get())

    # --- acts, called by name -----------------------------------------------------------------

    def _contact(self, at: datetime, mood: str) -> None:
        """Do the planned step, and plan the next."""
        step, channel = self._step, self._step.channel
        outcome = MOODS[mood][channel]
        note = self._random.choice(NOTES.get(mood) or NOTES.get(outcome, ("",)))
        result = Result(channel=channel, outcome=outcome, note=note, next_step=self._next(at, mood))
        done = record_outcome(step, result, version=step.version, actor=self._owner, now=at)
        if done.is_reached:
            self._deal.prospect.last_contact_at = at
        self._take_up(done.next_follow_up or step)

    def _take_up(self, step: FollowUp) -> None:
        """Let the step share the rows of the story, so that each knows what the other wrote."""
        step.prospect, step.opportunity = self._deal.prospect, self._deal
        self._step = step

    def _next(self, at: datetime, mood: str) -> Step | None:
        """Return the step to the next contact of the story; after the last, that of the plot."""
        later = [moment for moment in self._contacts if moment > at]
        if not later:
            return self._last_step(at)
        due, today = self._today(later[0]), self._today(at)
        if self._random.random() < 0.1 and due > today:  # some steps are done a day late
            due = max(day for day in [today, *self._stage.days] if today <= day < due)
        is_visit = mood == "interested" and self._random.random() < 0.7
        channel = Channel.VISIT if is_visit else Channel.CALL
        return Step(channel, due, purpose=PURPOSES[channel])

    def _last_step(self, at: datetime) -> Step | None:
        step = self._plot.next_step
        if step is None or step.due_on < self._today(at):
            return None
        purpose = "" if step.subject else PURPOSES.get(Channel(step.channel), Purpose.GREET_AGAIN)
        return Step(step.channel, step.due_on, step.hour, purpose, step.subject)

    def _move(self, at: datetime, stage: str) -> None:
        deal = self._deal
        pipeline.move_stage(deal, stage=stage, version=deal.version, actor=self._owner, now=at)

    def _details(self, at: datetime, _: str) -> None:
        """Agree on amount and month with the customer."""
        deal = self._deal
        less = 5 * MILLION if self._random.random() < 0.35 else 0
        amount = max(Decimal(5 * MILLION), deal.amount - less)
        close_on = self._today(at) + timedelta(days=self._random.randint(25, 90))
        pipeline.change_details(
            deal, product=deal.product, amount=amount, expected_close_on=close_on,
            version=deal.version, actor=self._owner, now=at,
        )  # fmt: skip
        tell_finances(deal, by=self._owner, at=at)

    def _hand_over(self, at: datetime, holder: str) -> None:
        deal = self._deal
        pipeline.hand_over_file(
            deal, holder=holder, version=deal.version, actor=self._owner, now=at
        )

    def _milestone(self, at: datetime, kind: str) -> None:
        """Record a fact; decision, SPPK and akad by credit administration, with a number."""
        paper = PAPERS.get(Milestone.Kind(kind), "")
        number = f"{self._random.randint(11, 480):03d}/{paper}/{self._branch.code}/{at:%Y}"
        pipeline.record_milestone(
            self._deal, kind=kind, reached_on=self._today(at), now=at,
            actor=self._stage.confirmer if paper else self._owner,
            reference=number if paper else "",
        )  # fmt: skip
        self._reload()

    def _money(self, at: datetime, percent: str) -> None:
        """Credit administration records that money moved."""
        part = self._part(at, int(percent))
        pipeline.enter_disbursement(self._deal, part, actor=self._stage.confirmer, now=at)
        self._reload()

    def _claim(self, at: datetime, percent: str) -> None:
        """The officer says that money moved; nobody has confirmed it yet."""
        part = self._part(at, int(percent))
        pipeline.claim_disbursement(self._deal, part, actor=self._owner, now=at)
        self._reload()

    def _claim_and_confirm(self, at: datetime, _: str) -> None:
        row = pipeline.claim_disbursement(
            self._deal, self._part(at, 100), actor=self._owner, now=at
        )
        later = at + timedelta(minutes=2)
        pipeline.confirm_disbursement(
            row, version=row.version, actor=self._stage.confirmer, now=later
        )
        self._reload()

    def _part(self, at: datetime, percent: int) -> NewDisbursement:
        amount = self._deal.amount * percent // 100
        account = f"010{self._random.randint(10**8, 10**9 - 1)}"
        return NewDisbursement(amount, self._today(at), account)

    def _end(self, at: datetime, kind: str) -> None:
        """Refused by the bank or withdrawn by the customer."""
        reason, note = self._random.choice(self._stage.reasons[kind]), LOSS_NOTES[kind]
        pipeline.end_opportunity(
            self._deal, kind=kind, reason=reason, version=self._deal.version, actor=self._owner,
            now=at, note=self._random.choice(note),
        )  # fmt: skip

    def _pause(self, at: datetime, _: str) -> None:
        """Rest until the day of the next step."""
        deal, step = self._deal, self._plot.next_step
        until = step.due_on if step else None
        pipeline.set_pause(deal, until=until, version=deal.version, actor=self._owner, now=at)

    def _reload(self) -> None:
        rows = Opportunity.objects.system("the demo")
        self._deal = rows.select_related("product", "branch", "owner", "prospect").get(
            pk=self._deal.pk
        )
        self._take_up(self._step)
