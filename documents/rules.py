"""Which papers an application needs: the rules in force on a day, for one family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from documents.models import Checklist, DocumentRule, Employment, Requirement
from products import dated
from prospects.models import Opportunity, Prospect

CASE = ("type", "family", "employments")
PEOPLE = {Employment.EMPLOYEE, Employment.SELF_EMPLOYED, Employment.PROFESSIONAL}
# How the record of a customer names what the bank's lists give a letter.
LETTERS: dict[str, str] = {
    "employee": Employment.EMPLOYEE,
    "self_employed": Employment.SELF_EMPLOYED,
    "professional": Employment.PROFESSIONAL,
}


def register() -> None:
    """Tell dated settings which two rules speak of the same thing."""
    dated.CASE[DocumentRule] = CASE


def employment_of(opportunity: Opportunity) -> str:
    """Return the letter of the applicant; empty while nobody has said it.

    What was chosen for this application speaks before the customer's record.
    """
    if opportunity.prospect.kind == Prospect.Kind.COMPANY:
        return str(Employment.COMPANY)
    chosen = Checklist.objects.filter(opportunity=opportunity).values_list("employment", flat=True)
    known = LETTERS.get(opportunity.prospect.employment, "")
    return str(next(iter(chosen), "") or known)


def set_employment(opportunity: Opportunity, letter: str) -> None:
    """Write down how the applicant of this application earns his living."""
    Checklist.objects.update_or_create(opportunity=opportunity, defaults={"employment": letter})


@dataclass(frozen=True)
class Case:
    """What decides which rules apply."""

    family: str
    employment: str  # a letter, or empty for a person of whom it is not known
    amount: Decimal
    today: date

    def meets(self, rule: DocumentRule) -> bool:
        """Tell whether the rule speaks of this case; unknown work keeps what all people bring."""
        if rule.amount_above is not None and self.amount <= rule.amount_above:
            return False
        if self.employment:
            return self.employment in rule.employments
        return set(rule.employments) >= PEOPLE


def rules_for(case: Case) -> list[DocumentRule]:
    """Return one rule a paper, the strictest, in the order of the list. One query."""
    rows = DocumentRule.objects.filter(family=case.family, type__is_active=True)
    newest = rows.select_related("type").newest(
        case.today, lambda row: (row.type_id, row.employments)
    )
    found: dict[int, DocumentRule] = {}
    for rule in newest:
        if case.meets(rule):
            kept = found.get(rule.type_id)
            if kept is None or kept.requirement == Requirement.OPTIONAL:
                found[rule.type_id] = rule
    return sorted(found.values(), key=lambda rule: (rule.type.position, rule.type.code))
