"""`manage.py simulate`: loans and deposits on the command line, as people or programs read them."""

import json
import re
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.timezone import localdate

from core import clock
from products import quoting
from products.calculators.arithmetic import CalculationError
from products.calculators.deposits import interest
from products.calculators.loans import METHODS, Period, Terms, schedule
from products.calculators.plain import deposit_figures, loan_figures
from products.ladders import Bought
from products.models.ladder import PropertyKind, VehicleUse
from products.savings import Savings
from products.simulation import Loan

PLAIN = re.compile(r"[+-]?[0-9]*\.?[0-9]*")
MAX_DIGITS = 30
# What a product brings itself, and what only a product knows.
BY_PRODUCT = ("method", "rate", "then", "carry", "basis", "leap_year", "taxable_balance")
BOUGHT = (
    "price", "appraisal", "property", "floor_area", "later", "vehicle", "new_home", "handover",
    "had_relief",
)  # fmt: skip
PRODUCT_ONLY = ("as_of", "segment", "payroll", *BOUGHT)
HEAD = ("product", "sheet", "as_of", "rate")
LOAN_ONLY = ("months", "then", "carry")
DEPOSIT_ONLY = ("days", "basis", "leap_year", "taxable_balance")


def refuse(text: str) -> NoReturn:
    """End with one sentence and exit status 2."""
    raise CommandError(text, returncode=2)


def number(name: str, text: str) -> Decimal:
    """Read a plain decimal number; one with more digits than any amount has is none."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        refuse(f"{name} must be a number, not {text!r}.")
    if not value.is_finite() or len(text) > MAX_DIGITS or not PLAIN.fullmatch(text.strip()):
        refuse(f"{name} must be a number, not {text[:MAX_DIGITS]!r}.")
    return value


def count(name: str, text: str) -> int:
    """Read a whole number."""
    value = number(name, text)
    if value != value.to_integral_value():
        refuse(f"{name} must be a whole number, not {text!r}.")
    return int(value)


def later_period(text: str) -> Period:
    """Read RATE:MONTHS."""
    rate, colon, months = text.partition(":")
    if not colon:
        refuse(f"--then must read RATE:MONTHS, not {text!r}.")
    return Period(number("--then", rate), count("--then", months))


def day(text: str | None, name: str = "--as-of") -> date:
    """Read a day as YYYY-MM-DD; today when there is none."""
    if text is None:
        return localdate(clock.now())
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"{name} must be a day such as 2026-11-25, not {text[:MAX_DIGITS]!r}.")


def positive(name: str, text: str | None) -> Decimal | None:
    """Read a number above zero; none where none was given."""
    value = None if text is None else number(name, text)
    if value is not None and value <= 0:
        refuse(f"{name} must be above zero.")
    return value


def one_of(name: str, text: str | None, known: Sequence[str]) -> tuple[str, ...]:
    """Read one of a few words; nothing where none was given."""
    if text is not None and text not in known:
        refuse(f"{name} must be one of {', '.join(known)}.")
    return (text,) if text else ()


def bought_of(options: dict[str, Any]) -> Bought:
    """Read what is bought; all of it belongs to a price."""
    if options["price"] is None and any(options[name] for name in BOUGHT):
        refuse("--price is missing.")
    handover = options["handover"]
    return Bought(
        one_of("--property", options["property"], PropertyKind.values),
        positive("--floor-area", options["floor_area"]), options["later"],
        one_of("--vehicle", options["vehicle"], VehicleUse.values), options["new_home"],
        day(handover, "--handover") if handover else None, options["had_relief"],
    )  # fmt: skip


def bought_figures(loan: Loan) -> dict[str, Any]:
    """Return limits and costs of what is bought; nothing where no price was given."""
    share, ceiling = loan.loan_to_value, loan.ceiling
    if loan.price is None or share is None:
        return {}
    cap = ceiling.percent
    return {
        "loan_to_value": f"{share.quantize(Decimal('0.01')):f}",
        "value_limit": "" if cap is None else f"{cap.normalize():f}",
        "limited_by": ceiling.decider or "",
        "limit_is_open": ceiling.is_open,
        "costs": {str(line.row.code): int(line.amount) for line in loan.costs},
        "cash": int(loan.cash),
    }


class Command(BaseCommand):
    """Compute one loan schedule or one deposit, by figures or by a product of the catalogue."""

    help = (
        "Simulate a loan (anuitas, anuitas_tahunan, flat, menurun) or a deposit (deposito); or a "
        "product by the rate sheet in force on a day."
    )

    requires_system_checks = ()  # arithmetic needs neither database nor files

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments; a missing or unknown one is told in one sentence."""
        parser.usage = SUPPRESS
        parser.add_argument("--product", help="code of a product, instead of method and rate")
        parser.add_argument("--as-of", help="YYYY-MM-DD, today by default")
        parser.add_argument("--segment", help="segment of the customer")
        parser.add_argument("--payroll", action="store_true", help="salary through the bank")
        parser.add_argument("--price", help="rupiah of the home or vehicle")
        parser.add_argument("--appraisal", help="rupiah")
        parser.add_argument("--property", help=", ".join(PropertyKind.values))
        parser.add_argument("--floor-area", help="square metres")
        parser.add_argument("--later", action="store_true", help="second or later facility")
        parser.add_argument("--vehicle", help=", ".join(VehicleUse.values))
        parser.add_argument("--new-home", action="store_true", help="from a developer: with PPN")
        parser.add_argument("--handover", help="YYYY-MM-DD of a new home")
        parser.add_argument("--had-relief", action="store_true", help="PPN was borne before")
        parser.add_argument("--method", help=", ".join((*METHODS, "deposito")))
        parser.add_argument("--principal", required=True, help="whole rupiah")
        parser.add_argument("--rate", help="percent per year")
        parser.add_argument("--months", help="months of the first rate")
        parser.add_argument("--then", action="append", default=[], help="RATE:MONTHS, repeatable")
        parser.add_argument("--carry", help="rounded (default) or exact")
        parser.add_argument("--days", help="days of a deposit")
        parser.add_argument("--basis", help="actual (default), 30 or months")
        parser.add_argument("--leap-year", action="store_true", help="count 366 days")
        parser.add_argument("--taxable-balance", help="rupiah in deposits and savings together")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the result; nonsense gets one sentence and exit status 2."""
        try:
            answer = self._answer(options)
        except (CalculationError, quoting.NotOfferedError) as error:
            refuse(str(error))
        except DatabaseError:
            refuse("The database does not answer; --product needs it.")
        if options["as_json"]:
            self.stdout.write(json.dumps(answer))
        elif "gross" in answer:
            self._print_pairs(answer)
        else:
            self._print_schedule(answer)

    def _answer(self, options: dict[str, Any]) -> dict[str, Any]:
        if options["product"] is not None:
            return self._of_product(options)
        for name in PRODUCT_ONLY:
            if options[name]:
                refuse(f"--{name.replace('_', '-')} belongs to --product.")
        for name in ("method", "rate"):
            if options[name] is None:
                refuse(f"--{name} is missing; or name a --product.")
        is_deposit = options["method"] == "deposito"
        for name in LOAN_ONLY if is_deposit else DEPOSIT_ONLY:
            if options[name] not in (None, False, []):
                kind = "loans" if is_deposit else "deposits"
                refuse(f"--{name.replace('_', '-')} belongs to {kind}.")
        return self._deposit(options) if is_deposit else self._loan(options)

    def _of_product(self, options: dict[str, Any]) -> dict[str, Any]:
        for name in BY_PRODUCT:
            if options[name] not in (None, False, []):
                refuse(f"--{name.replace('_', '-')} comes with the product.")
        as_of = day(options["as_of"])
        counted = {name: count(f"--{name}", options[name]) for name in ("months", "days")
                   if options[name] is not None}  # fmt: skip
        product = quoting.find(options["product"])
        found = quoting.simulated(
            product, as_of,
            quoting.Question(
                number("--principal", options["principal"]), **counted,
                segment=options["segment"] or "", is_payroll=options["payroll"],
                price=positive("--price", options["price"]),
                appraisal=positive("--appraisal", options["appraisal"]),
                bought=bought_of(options),
            ),
        )  # fmt: skip
        sheet = found.offer.sheet if found.offer else None
        head = {"product": product.code, "as_of": as_of.isoformat(),
                "sheet": sheet.label if sheet else "",
                "rate": f"{found.offer.rate.normalize():f}" if found.offer else ""}  # fmt: skip
        if isinstance(found, Loan):
            return head | loan_figures(found.schedule) | bought_figures(found)
        if isinstance(found, Savings):
            return head | {"paid_in": int(found.principal), "gross": int(found.gross),
                           "tax": int(found.tax), "net": int(found.net),
                           "value": int(found.value)}  # fmt: skip
        return head | deposit_figures(found.interest)

    def _loan(self, options: dict[str, Any]) -> dict[str, Any]:
        if options["months"] is None:
            refuse("--months is missing.")
        first = Period(number("--rate", options["rate"]), count("--months", options["months"]))
        periods = [first, *(later_period(text) for text in options["then"])]
        principal = number("--principal", options["principal"])
        terms = Terms(carry=options["carry"] or "rounded")
        return loan_figures(schedule(options["method"], principal, periods, terms))

    def _deposit(self, options: dict[str, Any]) -> dict[str, Any]:
        if options["days"] is None:
            refuse("--days is missing.")
        held = options["taxable_balance"]
        balance = None if held is None else number("--taxable-balance", held)
        if balance is not None and balance < 0:
            refuse("--taxable-balance must not be below zero.")
        term = interest(
            number("--principal", options["principal"]),
            number("--rate", options["rate"]),
            count("--days", options["days"]),
            basis=options["basis"] or "actual",
            is_leap_year=options["leap_year"],
            taxable_balance=balance,
        )
        return deposit_figures(term)

    def _print_pairs(self, answer: dict[str, Any]) -> None:
        self._print_head(answer)
        for name, value in answer.items():
            if name not in HEAD:
                self.stdout.write(f"{name:<16}{grouped(value):>24}")

    def _print_head(self, answer: dict[str, Any]) -> None:
        if "product" in answer:
            self.stdout.write("  ".join(f"{name} {answer[name]}" for name in HEAD))

    def _print_schedule(self, answer: dict[str, Any]) -> None:
        self._print_head(answer)
        names = ("payment", "interest", "principal", "balance")
        self.stdout.write("month" + "".join(f"{name:>22}" for name in names))
        for row in answer["instalments"]:
            cells = "".join(f"{grouped(row[name]):>22}" for name in names)
            self.stdout.write(f"{row['number']:>5}{cells}")
        self.stdout.write(f"total paid      {grouped(answer['total_paid']):>24}")
        self.stdout.write(f"total interest  {grouped(answer['total_interest']):>24}")
        if "value_limit" in answer:
            self._print_bought(answer)

    def _print_bought(self, answer: dict[str, Any]) -> None:
        """Print the limit and what is paid at the start."""
        words = "{loan_to_value} %, limit {value_limit} % ({limited_by})".format(**answer)
        if answer["limit_is_open"]:
            words += ", the strictest: floor area or vehicle is not given"
        self.stdout.write(f"loan to value   {words}")
        for code, amount in answer["costs"].items():
            self.stdout.write(f"{code:<16}{grouped(amount):>24}")
        self.stdout.write(f"cash            {grouped(answer['cash']):>24}")


def grouped(value: int) -> str:
    """Return whole rupiah as people write them."""
    sign = "-" if value < 0 else ""
    return f"{sign}Rp{abs(value):,}".replace(",", ".")
