"""Recompute the totals of the pipeline, or check them: exit 1 names the keys that differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.money import format_rupiah
from org.models import Branch, User
from products.models import Product
from prospects import summary

COLUMNS = ("branch", "owner", "product", "stage", "status", "month", "count", "amount")
OF_BRANCHES = ("kind", "branch", "product", "day", "state", "code", "count", "amount")


class Command(BaseCommand):
    """`manage.py rebuild_summaries [--check]`."""

    help = "Recompute the totals of the pipeline from the opportunities."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the dry check."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail when a total is wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, then say whether totals and opportunities agree."""
        if not options["check"]:
            summary.rebuild()
        wrong, of_branches = summary.differences(), summary.branch_differences()
        if wrong:
            self.stdout.write(table([COLUMNS, *named(wrong)]))
        if of_branches:
            self.stdout.write(table([OF_BRANCHES, *named_branches(of_branches)]))
        if wrong or of_branches:
            count = len(wrong) + len(of_branches)
            raise CommandError(f"{count} totals differ from the opportunities.", returncode=1)
        self.stdout.write("All totals agree with the opportunities.")


def named(rows: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    """Put codes and user names in place of ids; counts and rupiah are the missing ones."""
    branches = dict(Branch.objects.values_list("pk", "code"))
    products = dict(Product.objects.values_list("pk", "code"))
    people = dict(User.objects.values_list("pk", "username"))
    return [
        (
            branches.get(branch, str(branch)),
            people.get(owner, str(owner)),
            products.get(product, str(product)),
            stage,
            status,
            f"{month:%Y-%m}" if month else "-",
            f"{int(count):+d}",
            format_rupiah(amount),
        )
        for branch, owner, product, stage, status, month, count, amount in rows
    ]


def named_branches(rows: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    """Put codes in place of ids; what stands for all branches or products is a dash."""
    branches = dict(Branch.objects.values_list("pk", "code")) | {0: "-"}
    products = dict(Product.objects.values_list("pk", "code")) | {0: "-"}
    return [
        (
            kind,
            branches.get(branch, str(branch)),
            products.get(product, str(product)),
            f"{day:%Y-%m-%d}" if day else "-",
            state or "-",
            code or "-",
            f"{int(count):+d}",
            format_rupiah(amount),
        )
        for kind, branch, product, day, state, code, count, amount in rows
    ]


def table(rows: list[tuple[str, ...]]) -> str:
    """Align the columns."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
             for row in rows)  # fmt: skip
    return "\n".join(line.rstrip() for line in lines)
