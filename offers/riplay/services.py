"""Making a RIPLAY, giving it to the customer, and his word that he has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.outbox.api import enqueue
from core.versioning import StaleError
from documents.models import Document
from offers.letters.content import digest_of
from offers.letters.examples import examples_of
from offers.letters.forms import has_vat
from offers.models import Acknowledged, Channel, GeneralRiplay, Riplay, SavedSimulation
from offers.receipts.services import rate_version
from offers.riplay.texts import text_on
from offers.riplay.wording import Summary, content_of
from offers.shown.services import riplay_shown
from offers.simulations.person import asked_opportunity
from org import audit
from org.models import BankSettings, User
from products.models import Product
from products.simulation import settings_of
from prospects import timeline
from prospects.changes import locked
from prospects.models import Opportunity, Prospect, TimelineEntry
from prospects.restriction import refuse_locked

REASON = "RIPLAY of a customer in reach"
PAPER = "reports.riplay"
SHEET = "riplay"  # the kind of paper the signed sheet is filed as
LANGUAGE = "id"  # the law asks for Indonesian


@transaction.atomic
def publish(product: Product, *, actor: User, now: datetime, today: date) -> GeneralRiplay:
    """Make the next edition of the general RIPLAY of a product from the settings of the day."""
    product = Product.objects.select_for_update().get(pk=product.pk)
    last = GeneralRiplay.objects.filter(product=product).order_by("-edition").first()
    edition = last.edition + 1 if last else 1
    contract = product.terms.on(today).first()
    with translation.override(LANGUAGE):
        content = content_of(Summary(
            product, text_on(product, today), BankSettings.load(), today, edition,
            examples=tuple(examples_of(product, today)),
            early_penalty=contract.early_penalty if contract else None,
            costs=tuple(str(one.code) for one in settings_of(product, today).costs),
            has_vat=has_vat(product),
        ))  # fmt: skip
    row = GeneralRiplay.objects.create(
        product=product, edition=edition, valid_from=today, content=content,
        sha256=digest_of(content), created_at=now, created_by=actor,
    )  # fmt: skip
    _ask_paper(row, actor, now)
    audit.record("riplay_published", actor=actor, at=now, object_type="product",
                 object_id=product.public_id, edition=edition, sha256=row.sha256)  # fmt: skip
    return row


def _ask_paper(row: GeneralRiplay | Riplay, actor: User, now: datetime) -> None:
    enqueue(PAPER, key=row.public_id, due_at=now, requested_by_id=actor.pk,
            payload={"riplay": row.public_id})  # fmt: skip


@transaction.atomic
def begin(simulation: SavedSimulation, *, actor: User, now: datetime) -> Riplay:
    """Make the personal RIPLAY of a kept simulation, for the application it belongs to.

    Raises Prospect.DoesNotExist outside the actor's reach.
    """
    held = locked(simulation.prospect, actor)
    if held is None:
        raise Prospect.DoesNotExist
    refuse_locked(held)
    product, today = simulation.product, held.branch.local_date(now)
    deal = simulation.opportunity or asked_opportunity(held, product, actor)
    edition = Riplay.objects.system(REASON).filter(prospect=held, product=product).count() + 1
    with translation.override(LANGUAGE):
        content = content_of(Summary(
            product, text_on(product, today), BankSettings.load(), today, edition, held.branch,
            simulation.terms, held.name,
        ))  # fmt: skip
    content |= {"rate_version": rate_version(simulation), "officer": held.owner.full_name}
    row = Riplay.objects.system(REASON).create(
        prospect=held, opportunity=deal, simulation=simulation, product=product,
        owner=held.owner, branch=held.branch, edition=edition, content=content,
        sha256=digest_of(content), created_at=now, created_by=actor,
    )  # fmt: skip
    _ask_paper(row, actor, now)
    _tell("riplay_made", row, actor, now)
    return row


def _tell(kind: str, row: Riplay, actor: User, now: datetime, **data: str) -> None:
    timeline.write(kind, prospect=row.prospect, opportunity=row.opportunity, at=now, actor=actor,
                   group=TimelineEntry.Group.FILE, code=row.code, product=row.product.short_name,
                   **data)  # fmt: skip


def _held(riplay: Riplay, version: int, actor: User) -> Riplay:
    """Return the row locked. Raises StaleError, and Prospect.DoesNotExist outside the reach."""
    person = locked(riplay.prospect, actor)
    if person is None:
        raise Prospect.DoesNotExist
    refuse_locked(person)
    rows = Riplay.objects.visible_to(actor).select_for_update(of=("self",)).defer("pdf")
    row = rows.select_related(
        "prospect__owner", "prospect__branch", "product", "branch", "opportunity", "simulation"
    ).get(pk=riplay.pk)
    if row.version != version:
        raise StaleError(row)
    return row


@transaction.atomic
def give(riplay: Riplay, *, version: int, channel: str, actor: User, now: datetime) -> Riplay:
    """Write down by which way the customer got it; a later way replaces the earlier one."""
    row = _held(riplay, version, actor)
    if row.acknowledged_on is not None:
        raise ValidationError(_("The customer has confirmed this one already."))
    if row.made_at is None and channel != Channel.PHONE:
        raise ValidationError(
            {"channel": _("The paper is still being made. Try again in a moment.")}
        )
    row = row.save_version(version, given_at=now, given_by=actor, given_channel=channel)
    _tell("riplay_given", row, actor, now, channel=channel)
    riplay_shown(row, actor=actor, now=now)
    return row


@dataclass(frozen=True)
class Word:
    """The customer's word: how, on which day, at what hour of the branch, where."""

    how: str
    on: date
    hour: time
    place: str


@transaction.atomic
def acknowledge(
    riplay: Riplay, word: Word, *, version: int, actor: User, now: datetime
) -> Riplay:  # fmt: skip
    """Write down that the customer has it and has read it, once. Raises ValidationError."""
    row = _held(riplay, version, actor)
    if row.acknowledged_on is not None:
        raise ValidationError(_("The customer has confirmed this one already."))
    if not row.given_channel:
        raise ValidationError(_("Say first how the customer got it, and where."))
    moment = datetime.combine(word.on, word.hour, row.branch.zone)
    if moment > now or word.on < row.branch.local_date(row.created_at):
        raise ValidationError({"on": _("The moment lies between the paper and now.")})
    if word.how == Acknowledged.SHEET and not has_sheet(row.opportunity):
        text = _("The signed sheet is not among the papers yet. Photograph it first.")
        raise ValidationError({"how": text})
    row = row.save_version(
        version, acknowledged_on=word.on, acknowledged_hour=word.hour, place=word.place.strip(),
        acknowledged_how=word.how, acknowledged_by=actor,
    )  # fmt: skip
    _tell("riplay_acknowledged", row, actor, now, how=word.how, place=row.place)
    return row


def has_sheet(opportunity: Opportunity | None) -> bool:
    """Tell whether a signed sheet was filed with the application."""
    if opportunity is None:
        return False
    rows = Document.objects.system(REASON).filter(opportunity=opportunity, type__code=SHEET)
    return rows.filter(state__in=("received", "checked")).exists()
