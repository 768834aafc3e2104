"""One believable week of work in branch A: 16 to 22 November 2026, with the week before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from followups.contacts import Result, log_contact
from org.models import User
from products.models import Product
from prospects.models import Disbursement, FilePosition, LossReason, Opportunity
from prospects.pipeline import NewDisbursement, claim_disbursement, end_opportunity, move_stage
from tests.factories.bank import Bank
from tests.factories.prospects import make_opportunity

MONDAY = date(2026, 11, 16)
SUNDAY = date(2026, 11, 22)
CANARIES = ("Wahyu Prabowo", "Sri Wahyuni Handayani", "Rahmat Hidayatullah", "Yuliana Kartika",
            "Bambang Irawan", "Hendra Lesmana")  # fmt: skip


def at(bank: Bank, day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment on the clock of branch A."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=bank.a.zone)


def move(opportunity: Opportunity, stage: str, actor: User, now: datetime) -> Opportunity:
    """Move a card as its officer would."""
    fresh = Opportunity.objects.system("test").get(pk=opportunity.pk)
    return move_stage(fresh, stage=stage, version=fresh.version, actor=actor, now=now)


def put(
    opportunity: Opportunity, stage: str, by: User, now: datetime, status: str = "open"
) -> None:
    """Set stage and status without asking for proof, as an import would."""
    Opportunity.objects.system("test").filter(pk=opportunity.pk).update(
        stage=stage, status=status, state_at=now, state_by=by
    )


def disburse(
    opportunity: Opportunity, amount: int, day: date, by: User, now: datetime, *, first: bool = True
) -> Disbursement:
    """Record confirmed money."""
    return Disbursement._unscoped.create(
        opportunity=opportunity, product=opportunity.product, owner=opportunity.owner,
        branch=opportunity.branch, amount=Decimal(amount), disbursed_on=day, is_first=first,
        state="confirmed", entered_by=by, entered_at=now, decided_by=by, decided_at=now,
    )  # fmt: skip


def hold(opportunity: Opportunity, holder: str, since: datetime, due: date) -> None:
    """Put the file on somebody's table."""
    FilePosition.objects.filter(opportunity=opportunity, until=None).update(until=since)
    FilePosition.objects.create(
        opportunity=opportunity, holder=holder, since=since, due_on=due, by=opportunity.owner
    )
    Opportunity.objects.system("test").filter(pk=opportunity.pk).update(
        holder=holder, holder_since=since.date(), holder_due_on=due
    )


@dataclass
class Week:
    """The opportunities of the week by what happened to them."""

    won: Opportunity
    moved: Opportunity
    stuck: Opportunity
    fresh: Opportunity
    lost: Opportunity
    claimed: Opportunity


def _old(bank: Bank, owner: User, product: Product, name: str, amount: int) -> Opportunity:
    return make_opportunity(
        owner, product, name, amount=amount, now=at(bank, MONDAY - timedelta(days=10)),
        phone="", source="walk_in",
    )  # fmt: skip


def make_week(bank: Bank) -> Week:
    """Let Ani sell a house, move, lose and hold a file; Budi disbursed the week before."""
    ani, day = bank.ani, MONDAY
    won = _old(bank, ani, bank.kpr, CANARIES[0], 610_000_000)
    put(won, "signing", ani, at(bank, day - timedelta(days=5)))
    disburse(
        won, 610_000_000, day + timedelta(days=1), bank.rudi, at(bank, day + timedelta(days=1), 15)
    )
    put(won, "disbursed", ani, at(bank, day + timedelta(days=1), 15), "won")
    moved = _old(bank, ani, bank.kpr, CANARIES[1], 600_000_000)
    move(moved, "interested", ani, at(bank, day + timedelta(days=2)))
    stuck = _old(bank, ani, bank.kpr, CANARIES[2], 690_000_000)
    put(stuck, "documents", ani, at(bank, day - timedelta(days=6)))
    hold(stuck, "customer", at(bank, day - timedelta(days=6)), day + timedelta(days=1))
    fresh = make_opportunity(ani, bank.kur, CANARIES[3], amount=120_000_000,
                             now=at(bank, day + timedelta(days=3)), source="referral")  # fmt: skip
    lost = _old(bank, ani, bank.kpr, CANARIES[4], 175_000_000)
    reason = LossReason.objects.filter(kind="customer").first()
    assert reason is not None
    current = Opportunity.objects.system("test").get(pk=lost.pk)
    end_opportunity(current, kind="customer", reason=reason, version=current.version, actor=ani,
                    now=at(bank, day + timedelta(days=4)))  # fmt: skip
    claimed = _old(bank, ani, bank.kpr, CANARIES[5], 450_000_000)
    put(claimed, "signing", ani, at(bank, day - timedelta(days=1)))
    claim_disbursement(
        Opportunity.objects.system("test").get(pk=claimed.pk),
        NewDisbursement(Decimal(450_000_000), day + timedelta(days=4)),
        actor=ani, now=at(bank, day + timedelta(days=4), 16),
    )  # fmt: skip
    _contacts(bank, moved)
    _budis_week(bank)
    return Week(won, moved, stuck, fresh, lost, claimed)


def _contacts(bank: Bank, opportunity: Opportunity) -> None:
    for offset, channel, outcome in (
        (0, "call", "no_answer"), (1, "call", "talked_interested"), (2, "visit", "met_interested"),
    ):  # fmt: skip
        log_contact(opportunity.prospect, Result(channel, outcome), actor=bank.ani,
                    now=at(bank, MONDAY + timedelta(days=offset)))  # fmt: skip


def _budis_week(bank: Bank) -> None:
    before = MONDAY - timedelta(days=4)
    other = _old(bank, bank.budi, bank.kur, "Nasabah Budi", 50_000_000)
    put(other, "disbursed", bank.budi, at(bank, before), "won")
    disburse(other, 50_000_000, before, bank.rudi, at(bank, before))
