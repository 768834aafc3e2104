"""Building the demo bank from nothing, and emptying it again."""

from datetime import date, datetime, timedelta
from random import Random

import pghistory
from django.apps import apps
from django.db import connection, models, transaction
from psycopg2 import sql

from core.business_days import is_business_day
from org import holidays
from org.calendars import holidays_between
from org.models import Branch, User
from products import catalogue
from products.models import Product
from prospects import sources, summary, transfers
from prospects.loss_reasons import load_loss_reasons
from prospects.models import LossReason, Opportunity, Prospect
from prospects.models.figures import BranchDelta, BranchTotal, PipelineDelta, PipelineSummary
from reports.demo.decisions import tell_decisions, tell_old_loan
from reports.demo.exchange import tell_exchange
from reports.demo.handing import tell_hand_over
from reports.demo.haste import in_haste
from reports.demo.letters import tell_letters
from reports.demo.organisation import DemoBank, load_organisation
from reports.demo.papers import tell_papers
from reports.demo.partners import tell_partners
from reports.demo.plots import Calendar, Plot, Plotter
from reports.demo.privacy import tell_privacy
from reports.demo.promotions import tell_promotions
from reports.demo.rates import tell_rates, tell_standing
from reports.demo.simulations import tell_simulations
from reports.demo.telling import Stage, Teller
from reports.planning import ensure_schedules

SEED = 20261121
WEEKS = 14
AHEAD = timedelta(days=60)
BUSINESS = ("prospects", "documents", "offers", "followups", "reports", "outbox")
# Lists and settings, not business; an approved text of a consent is never deleted.
KEPT = (
    "LossReason", "ProspectSource", "ReportSchedule", "ConsentText", "RetentionRule",
    "DocumentType", "DocumentRule", "Committee", "DecisionLimit", "DecisionPolicy",
    "LetterSetting",
)  # fmt: skip


def load(now: datetime) -> dict[str, int]:
    """Write the demo bank in one transaction, its past ending at `now`; return what there is."""
    # The same stories whenever it is run: what is drawn depends on the seed alone.
    random = Random(SEED)
    with transaction.atomic(), pghistory.context(reason="demo data"):
        with in_haste():
            bank = load_organisation()
            _load_settings(now)
            _tell_all(bank, now, random)
            _ask_for_transfer(bank, now)
            tell_partners(bank, now)
            tell_rates(bank, now)
            tell_standing(bank, now)
            tell_simulations(bank, now)
            tell_promotions(bank, now)
            tell_papers(bank, now)
            tell_privacy(bank, now)
            tell_hand_over(bank, now)
            tell_decisions(bank, now)
            tell_old_loan(bank, now)
            tell_letters(bank, _working_past(bank, now))
        tell_exchange(bank, now)
        summary.fold_deltas()
    return {
        "people": User.objects.filter(is_demo=True).count(),
        "prospects": Prospect.objects.system("counting the demo").count(),
        "opportunities": Opportunity.objects.system("counting the demo").count(),
    }


def plan(bank: DemoBank, now: datetime, random: Random) -> list[Plot]:
    """Invent what happened to each prospect, the oldest first; the same for the same seed."""
    plotter = Plotter(random, {product.code: product for product in Product.objects.all()})
    calendars = {code: calendar_of(branch, now) for code, branch in bank.branches.items()}
    plots: list[Plot] = []
    for owner, code in bank.officers:
        plots += plotter.of(owner, code, calendars[code])
    return sorted(plots, key=lambda plot: plot.born)  # numbers rise with time


def _tell_all(bank: DemoBank, now: datetime, random: Random) -> None:
    stages = {code: _stage(bank, branch, now) for code, branch in bank.branches.items()}
    for plot in plan(bank, now, random):
        Teller(plot, stages[plot.branch_code], random).tell()


def calendar_of(branch: Branch, now: datetime) -> Calendar:
    """Return the branch's today with the working days of the past weeks and those to come."""
    today = branch.local_date(now)
    first = today - timedelta(weeks=WEEKS)
    closed = holidays_between(branch, first, today + AHEAD)

    def working(start: date, count: int) -> list[date]:
        days = (start + timedelta(days=number) for number in range(count))
        return [day for day in days if is_business_day(day, closed)]

    past = working(first, WEEKS * 7)
    return Calendar(today, past[::-1], working(today + timedelta(days=1), AHEAD.days))


def _stage(bank: DemoBank, branch: Branch, now: datetime) -> Stage:
    reasons = {
        kind: list(LossReason.objects.filter(kind=kind, is_active=True))
        for kind in ("bank", "customer")
    }
    return Stage(branch, calendar_of(branch, now).past[::-1], bank.confirmer(branch), reasons)


def _ask_for_transfer(bank: DemoBank, now: datetime) -> None:
    """Budi asks Ani for a prospect; nobody has answered yet."""
    newest = Prospect.objects.system("the demo").filter(owner=bank.people["ani"]).order_by("-pk")
    transfers.ask(
        newest[0], requester=bank.people["budi"], now=now - timedelta(hours=20),
        reason="Nasabah lama saya, minta dilayani lagi",
    )  # fmt: skip


def _load_settings(now: datetime) -> None:
    """Catalogue, lists, holidays and the hour of each branch's weekly report."""
    catalogue.load()
    load_loss_reasons()
    sources.load()
    holidays.load(range((now - timedelta(weeks=WEEKS)).year, now.year + 2))
    ensure_schedules()


def _working_past(bank: DemoBank, now: datetime) -> list[date]:
    """Return the past working days of Ani's branch, the latest first."""
    branch = bank.people["ani"].branch
    return calendar_of(branch, now).past if branch else []


def has_people() -> bool:
    """Whether anybody is in this database."""
    return User.objects.exists()


def has_real_people() -> bool:
    """Whether anybody is in this database who is not of the demo."""
    return User.objects.filter(is_demo=False).exists()


def clear() -> None:
    """Delete the business rows of a demo database; people, lists and the audit trail stay."""
    with transaction.atomic(), pghistory.context(reason="demo data cleared"):
        # Constraints are checked at the end, so the order does not matter; the totals that the
        # deleting writes go last.
        totals: list[type[models.Model]] = [
            PipelineDelta,
            PipelineSummary,
            BranchDelta,
            BranchTotal,
        ]
        for model in [*_business_models(), *totals]:
            _delete_rows(model)


def _delete_rows(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        statement = sql.SQL("DELETE FROM {}").format(sql.Identifier(model._meta.db_table))
        cursor.execute(statement.as_string(cursor.connection))


def _business_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in BUSINESS
        and model._meta.managed
        and model.__name__ not in KEPT
        and not _is_history(model)
    ]


def _is_history(model: type[models.Model]) -> bool:
    from pghistory.models import Event

    return issubclass(model, Event)
