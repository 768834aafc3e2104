"""How the auditor's page names tables and fields, and what it never shows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import count as grouped
from core.formats import date_words, hour
from org.models import Branch, User
from products.models import Product
from prospects.models import Prospect

MASK = "•••"
TABLE_WORDS: dict[str, str | Promise] = {
    "documents.document": gettext_lazy("Papers"),
    "documents.documentrule": gettext_lazy("Rules of papers"),
    "documents.documenttype": gettext_lazy("Kinds of papers"),
    "followups.followup": gettext_lazy("Follow-ups"),
    "followups.interaction": gettext_lazy("Contacts"),
    "offers.booking": gettext_lazy("Booking"),
    "offers.committee": gettext_lazy("Committees"),
    "offers.creditproposal": gettext_lazy("Credit proposals"),
    "offers.decisionlimit": gettext_lazy("Decision limits"),
    "offers.decisionpolicy": gettext_lazy("Where credit is decided"),
    "offers.letter": gettext_lazy("Letters"),
    "offers.lettersetting": gettext_lazy("Letters and their numbers"),
    "offers.promotion": gettext_lazy("Promotions and gifts"),
    "offers.promotiongrant": gettext_lazy("Promotions promised"),
    "offers.ratefloor": gettext_lazy("Limits of the rate"),
    "offers.receiptquiz": gettext_lazy("Questions of the receipt"),
    "offers.riplay": "RIPLAY",
    "offers.riplayrule": gettext_lazy("RIPLAY before the akad"),
    "offers.riplaytext": gettext_lazy("Texts of RIPLAY"),
    "offers.shown": gettext_lazy("Shown to whom"),
    "org.banksettings": gettext_lazy("Bank"),
    "org.branch": gettext_lazy("Branches"),
    "org.delegation": gettext_lazy("Delegations"),
    "org.holiday": gettext_lazy("Holidays"),
    "org.region": gettext_lazy("Regions"),
    "org.team": gettext_lazy("Teams"),
    "org.user": gettext_lazy("Users"),
    "products.bankstanding": gettext_lazy("NPL of the bank"),
    "products.collectibilityrule": gettext_lazy("Collectibility"),
    "products.contractterms": gettext_lazy("Contract terms"),
    "products.guaranteerate": gettext_lazy("Guarantee rate"),
    "products.incomezone": gettext_lazy("FLPP incomes by zone"),
    "products.kurscheme": gettext_lazy("KUR schemes"),
    "products.limit": gettext_lazy("Limits of the pre-screening"),
    "products.pricezone": gettext_lazy("FLPP prices by zone"),
    "products.product": gettext_lazy("Products"),
    "products.rate": gettext_lazy("Rates"),
    "products.ratesheet": gettext_lazy("Rate sheets"),
    "products.regionrule": gettext_lazy("Rules by region"),
    "products.sheettier": gettext_lazy("Tiers of the drafts"),
    "products.subsidyterms": gettext_lazy("FLPP terms"),
    "products.upfrontcost": gettext_lazy("Costs at the start"),
    "products.valuerule": gettext_lazy("LTV/FTV of the central bank"),
    "products.vatrate": gettext_lazy("PPN of new homes"),
    "products.vatrelief": gettext_lazy("PPN borne by the government"),
    "products.vehiclerule": gettext_lazy("Down payment of vehicles"),
    "prospects.businessfigures": gettext_lazy("Business figures"),
    "prospects.collateral": gettext_lazy("Collateral"),
    "prospects.consent": gettext_lazy("Consents"),
    "prospects.consenttext": gettext_lazy("Texts of consents"),
    "prospects.contactperson": gettext_lazy("Contact persons"),
    "prospects.datarequest": gettext_lazy("Requests about data"),
    "prospects.disbursement": gettext_lazy("Disbursements"),
    "prospects.facility": gettext_lazy("Existing credit"),
    "prospects.financeline": gettext_lazy("Income, expenses and assets"),
    "prospects.lossreason": gettext_lazy("Reasons"),
    "prospects.memoscore": gettext_lazy("Scores of the memo"),
    "prospects.memosection": gettext_lazy("Memo analisa"),
    "prospects.need": gettext_lazy("Needs"),
    "prospects.opportunity": gettext_lazy("Opportunities"),
    "prospects.partner": gettext_lazy("Partners"),
    "prospects.partnercontact": gettext_lazy("Contacts of partners"),
    "prospects.project": gettext_lazy("Projects"),
    "prospects.proposal": gettext_lazy("Proposals"),
    "prospects.prospect": gettext_lazy("Prospects"),
    "prospects.prospectlink": gettext_lazy("Relations"),
    "prospects.prospectmerge": gettext_lazy("Merges"),
    "prospects.prospectphone": gettext_lazy("Phone numbers"),
    "prospects.prospectsource": gettext_lazy("Sources"),
    "prospects.prospecttag": gettext_lazy("Labels"),
    "prospects.relationshipplan": gettext_lazy("Relationship plans"),
    "prospects.retentionrule": gettext_lazy("Retention"),
    "prospects.rivaloffer": gettext_lazy("Competitor offers"),
    "prospects.tip": gettext_lazy("Tips"),
    "prospects.savedview": gettext_lazy("Saved views"),
    "prospects.scoresheet": gettext_lazy("Score sheets"),
    "prospects.slikcheck": gettext_lazy("SLIK"),
    "prospects.territory": gettext_lazy("Territories"),
    "prospects.transferrequest": gettext_lazy("Transfer requests"),
    "prospects.unit": gettext_lazy("Units"),
    "reports.report": gettext_lazy("Reports"),
    "reports.reportschedule": gettext_lazy("Report schedules"),
}
# Columns that lead to a person, the first that an event has.
ABOUT = ("prospect_id", "opportunity_id", "winner_id")
PERSONS_ELSEWHERE = {"prospects.partnercontact"}
# Free text in tables about persons that names nobody. All other free text is masked.
PLAIN = {
    "stage", "holder", "area_code", "source", "segment", "code", "kind", "state", "status",
    "account_tail",
}  # fmt: skip
UNSAID = {"id", "public_id", "version"}


def about_column(event: type[models.Model]) -> str:
    """Return the column of an event table that leads to a person; empty where none does."""
    names = {field.attname for field in event._meta.concrete_fields}
    if event.pgh_tracked_model is Prospect:  # type: ignore[attr-defined]
        return "pgh_obj_id"
    return next((name for name in ABOUT if name in names), "")


# What a page calls fields that no form asks for.
FIELD_WORDS: dict[str, str | Promise] = {
    "amount": gettext_lazy("Amount"), "branch": gettext_lazy("Branch"),
    "channel": gettext_lazy("Channel"), "kind": gettext_lazy("Kind"),
    "owner": gettext_lazy("Owner"), "product": gettext_lazy("Product"),
    "prospect": gettext_lazy("Prospect"), "purpose": gettext_lazy("Purpose"),
    "stage": gettext_lazy("Stage"), "state": gettext_lazy("State"),
    "status": gettext_lazy("Status"),
}  # fmt: skip


def field_words(field: Any) -> str:
    """Return how a page names a field."""
    return capfirst(str(FIELD_WORDS.get(field.name) or field.verbose_name))


def is_masked(model: type[models.Model], about: str, field: Any) -> bool:
    """Tell whether values of this field stay hidden: free text and dates of birth of persons."""
    if not about and model._meta.label_lower not in PERSONS_ELSEWHERE:
        return False
    if field.name == "birth_date":
        return True
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and not field.flatchoices and field.name not in PLAIN


# Rows that a changed key is named by; others stay a number.
NAMED: dict[type[models.Model], str] = {
    User: "full_name", Branch: "name", Product: "short_name", Prospect: "number",
}  # fmt: skip


class Names:
    """The rows that the changes on one page point to, read in one query for each kind."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        wanted: dict[type[models.Model], set[int]] = {model: set() for model in NAMED}
        for row in rows:
            wanted[User].add(author_of(row))
            for field, before, after in differences(row):
                if field.related_model in wanted:
                    wanted[field.related_model] |= {before, after} - {None}
        self._by_model = {
            model: dict(model._base_manager.filter(pk__in=keys).values_list("pk", NAMED[model]))
            for model, keys in wanted.items()
        }

    def of(self, model: type[models.Model], key: int) -> str:
        """Return the name of a row."""
        return str(self._by_model.get(model, {}).get(key, f"#{key}"))

    def author(self, row: dict[str, Any]) -> str:
        """Return who made a change; empty where the portal itself did."""
        return str(self._by_model[User].get(author_of(row), ""))


def author_of(row: dict[str, Any]) -> int:
    """Return the key of who made a change; 0 where the portal itself did."""
    return int((row["new"].get("pgh_context") or {}).get("user") or 0)


def differences(row: dict[str, Any]) -> list[tuple[Any, Any, Any]]:
    """Return (field, before, after) of an update; of other changes nothing."""
    old, new = row["old"], row["new"]
    if not old:
        return []
    return [
        (field, old[field.attname], new[field.attname])
        for field in row["table"].model._meta.concrete_fields
        if field.attname in new and field.attname not in UNSAID
        and old.get(field.attname) != new[field.attname]
    ]  # fmt: skip


def change_words(row: dict[str, Any], names: Names, zone: ZoneInfo) -> list[tuple[str, str, str]]:
    """Return (field, before, after) in words, masked where they speak of a person."""
    table, found = row["table"], []
    for field, before, after in differences(row):
        hides = is_masked(table.model, table.about, field)
        old, new = (
            MASK if hides and value else value_words(field, value, names, zone)
            for value in (before, after)
        )
        found.append((field_words(field), old, new))
    return found


def value_words(field: Any, value: Any, names: Names, zone: ZoneInfo) -> str:
    """Return one value as a person reads it."""
    if value is None or value == "":
        return "–"
    if field.is_relation:
        return names.of(field.related_model, value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, models.DateTimeField):
        local = datetime.fromisoformat(value).astimezone(zone)
        return f"{date_words(local.date())}, {hour(local)}"
    if isinstance(field, models.DateField):
        return date_words(date.fromisoformat(value))
    if isinstance(field, models.DecimalField):
        whole = Decimal(value) % 1 == 0
        return grouped(int(value)) if whole else str(value).replace(".", ",")
    return str(value)
