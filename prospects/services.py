"""What happens to prospects: the same for page, import and API."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from core.identity import parse_nik
from org.models import Branch, User
from products.models import Product
from prospects import timeline
from prospects.consents import refresh_offers
from prospects.first_step import FirstStep
from prospects.models import ContactBasis, Opportunity, Prospect
from prospects.models.prospect import next_number
from prospects.models.sealed import SEALED, set_sealed
from prospects.restriction import refuse_locked
from prospects.signals import prospect_added
from prospects.sources import basis_of

# What this module sets itself, from rows it already holds: looking each of them up again would
# cost a query apiece on every save. The database's own constraints still stand behind them.
PROSPECT_SET_HERE = ("public_id", "number", "owner", "branch", "created_by")
OPPORTUNITY_SET_HERE = (
    "public_id", "prospect", "product", "owner", "branch", "state_by", "status", "loss_reason",
)  # fmt: skip


@dataclass(frozen=True)
class NewProspect:
    """What an officer knows when he logs a prospect. `phone` is E.164, `amount` whole rupiah."""

    name: str
    phone: str = ""
    product: Product | None = None
    amount: Decimal = Decimal(0)
    kind: str = Prospect.Kind.PERSON
    company: str = ""
    email: str = ""
    nik: str = ""
    npwp: str = ""
    kk: str = ""
    nib: str = ""
    mother: str = ""
    birth_date: date | None = None
    sex: str = ""
    marital_status: str = ""
    employment: str = ""
    address: str = ""
    area_code: str = ""
    source: str = ""
    referrer_name: str = ""
    notes: str = ""
    duplicate_reason: str = ""
    first_step: FirstStep | None = None


def _branch_of(owner: User) -> Branch:
    """Return where the owner works; ValueError for one who works in no branch."""
    if owner.branch is None:
        raise ValueError("An owner of prospects works in a branch.")
    return owner.branch


@transaction.atomic
def add_prospect(
    new: NewProspect, *, actor: User, now: datetime, owner: User | None = None
) -> Prospect:
    """Create a prospect with its opportunity and, by the signal, its first follow-up.

    Raises ValidationError in the user's words when a rule of the database would be broken.
    """
    owner = owner or actor
    prospect = _row_of(new, owner=owner, actor=actor, now=now)
    prospect.full_clean(exclude=PROSPECT_SET_HERE)
    prospect.save(force_insert=True)
    timeline.write("prospect_added", prospect=prospect, at=now, actor=actor, source=new.source)
    opportunity = None
    if new.product is not None:
        opportunity = add_opportunity(
            prospect, product=new.product, amount=new.amount, actor=actor, now=now, owner=owner
        )
    prospect_added.send(
        sender=Prospect, prospect=prospect, opportunity=opportunity, actor=actor, now=now,
        first_step=new.first_step,
    )  # fmt: skip
    return prospect


def _row_of(new: NewProspect, *, owner: User, actor: User, now: datetime) -> Prospect:
    """Return the row, numbered and searchable, not yet checked and not yet written."""
    branch = _branch_of(owner)
    prospect = Prospect(
        number=next_number(now.astimezone(branch.zone)),
        kind=new.kind,
        name=new.name.strip(),
        company=new.company,
        phone=new.phone,
        email=new.email,
        address=new.address,
        area_code=new.area_code,
        source=new.source,
        referrer_name=new.referrer_name,
        contact_basis=basis_of(new.source),
        segment=owner.segment,
        notes=new.notes,
        duplicate_reason=new.duplicate_reason,
        owner=owner,
        branch=branch,
        created_at=now,
        created_on=branch.local_date(now),
        created_by=actor,
        updated_at=now,
    )
    for name in SEALED:
        set_sealed(prospect, name, getattr(new, name))
    prospect.birth_date, prospect.sex = facts_of(new, branch.local_date(now))
    prospect.marital_status, prospect.employment = new.marital_status, new.employment
    prospect.refresh_search()
    return prospect


def facts_of(new: NewProspect, today: date) -> tuple[date | None, str]:
    """Return birth date and sex: as typed, else as the NIK says them."""
    if not new.nik or (new.birth_date and new.sex):
        return new.birth_date, new.sex
    said = parse_nik(new.nik, today=today)
    return new.birth_date or said.birth_date, new.sex or said.sex


def add_opportunity(
    prospect: Prospect,
    *,
    product: Product,
    amount: Decimal,
    actor: User,
    now: datetime,
    owner: User | None = None,
    expected_close_on: date | None = None,
) -> Opportunity:
    """Start an opportunity on the first rung of its family's ladder.

    Raises ValidationError for a restricted person.
    """
    refuse_locked(prospect)
    owner = owner or prospect.owner
    branch = _branch_of(owner)
    today = branch.local_date(now)
    opportunity = Opportunity(
        prospect=prospect,
        product=product,
        amount=amount,
        stage=product.type.first.code,
        stage_since=today,
        owner=owner,
        branch=branch,
        expected_close_on=expected_close_on,
        close_month=expected_close_on.replace(day=1) if expected_close_on else None,
        created_at=now,
        created_on=today,
        updated_at=now,
        state_at=now,
        state_by=actor,
    )
    opportunity.full_clean(exclude=OPPORTUNITY_SET_HERE)
    opportunity.save(force_insert=True)
    if prospect.offers_closed:
        refresh_offers(prospect.pk)  # an application anew: it is he who asks
    return opportunity


def set_next_step(prospect_id: int, *, at: datetime | None, step: str) -> None:
    """Write what is planned next; called from the follow-ups above.

    Not a change a person makes to the prospect, so version and history stay as they are.
    """
    Prospect.objects.system("next step").filter(pk=prospect_id).update(
        next_step_at=at, next_step=step[:160]
    )


def note_contact(prospect_id: int, *, at: datetime) -> None:
    """Write when the prospect was last in contact; called from the follow-ups above."""
    Prospect.objects.system("last contact").filter(pk=prospect_id).update(
        last_contact_at=at, updated_at=at
    )


def recall_contact(prospect_id: int, *, at: datetime | None) -> None:
    """Put the last contact back to what it was before one that was taken back."""
    Prospect.objects.system("last contact").filter(pk=prospect_id).update(last_contact_at=at)


def become_customer(prospect_id: int, *, now: datetime) -> None:
    """Mark the prospect as a customer: money moved, and somebody else confirmed it.

    The version rises, so that a form opened before cannot quietly put the old status back.
    """
    rows = Prospect.objects.system("money was confirmed").filter(pk=prospect_id)
    rows.exclude(status=Prospect.Status.CUSTOMER).update(
        status=Prospect.Status.CUSTOMER, updated_at=now, version=F("version") + 1
    )


def stop_being_customer(prospect_id: int, *, now: datetime) -> None:
    """Mark him active again when the only confirmation was taken back.

    Somebody recorded as an existing customer stays one.
    """
    won = Opportunity.objects.system("is anything else booked").live().filter(status="won")
    if won.filter(prospect_id=prospect_id).exists():
        return
    rows = Prospect.objects.system("a confirmation was taken back").filter(pk=prospect_id)
    rows.filter(status=Prospect.Status.CUSTOMER).exclude(
        contact_basis=ContactBasis.CUSTOMER
    ).update(status=Prospect.Status.ACTIVE, updated_at=now, version=F("version") + 1)
