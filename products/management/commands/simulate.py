"""`manage.py simulate`: loans and deposits on the command line, as people or programs read them."""

import json
import re
from argparse import SUPPRESS, ArgumentParser
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from products.calculators.arithmetic import CalculationError
from products.calculators.deposits import interest
from products.calculators.loans import METHODS, Period, Terms, schedule
from products.calculators.plain import deposit_figures, loan_figures

PLAIN = re.compile(r"[+-]?[0-9]*\.?[0-9]*")
MAX_DIGITS = 30
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


class Command(BaseCommand):
    """Compute one loan schedule or one deposit."""

    help = "Simulate a loan (anuitas, anuitas_tahunan, flat, menurun) or a deposit (deposito)."

    requires_system_checks = ()  # arithmetic needs neither database nor files

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments; a missing or unknown one is told in one sentence."""
        parser.usage = SUPPRESS
        parser.add_argument("--method", required=True, help=", ".join((*METHODS, "deposito")))
        parser.add_argument("--principal", required=True, help="whole rupiah")
        parser.add_argument("--rate", required=True, help="percent per year")
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
        is_deposit = options["method"] == "deposito"
        for name in LOAN_ONLY if is_deposit else DEPOSIT_ONLY:
            if options[name] not in (None, False, []):
                kind = "loans" if is_deposit else "deposits"
                refuse(f"--{name.replace('_', '-')} belongs to {kind}.")
        try:
            answer = self._deposit(options) if is_deposit else self._loan(options)
        except CalculationError as error:
            refuse(str(error))
        if options["as_json"]:
            self.stdout.write(json.dumps(answer))
        elif is_deposit:
            self._print_pairs(answer)
        else:
            self._print_schedule(answer)

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
        for name, value in answer.items():
            self.stdout.write(f"{name:<16}{grouped(value):>24}")

    def _print_schedule(self, answer: dict[str, Any]) -> None:
        names = ("payment", "interest", "principal", "balance")
        self.stdout.write("month" + "".join(f"{name:>22}" for name in names))
        for row in answer["instalments"]:
            cells = "".join(f"{grouped(row[name]):>22}" for name in names)
            self.stdout.write(f"{row['number']:>5}{cells}")
        self.stdout.write(f"total paid      {grouped(answer['total_paid']):>24}")
        self.stdout.write(f"total interest  {grouped(answer['total_interest']):>24}")


def grouped(value: int) -> str:
    """Return whole rupiah as people write them."""
    return f"Rp{value:,}".replace(",", ".")
