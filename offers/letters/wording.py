"""What a letter says in one language. Called with that language active; nothing here is computed.

Each function returns ready strings. Figures and dates come from the source, so that both columns of
a bilingual letter say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.formats import date_words
from core.money import format_rupiah, rupiah_in_words
from offers.letters import examples
from offers.letters.source import Source
from offers.models import LetterKind
from org.access.roles import Role
from products.answers.common import bare, rate_words
from products.calculators.arithmetic import MONTHS
from products.forms import term_words
from products.models.settings import CostCode

Rows = list[list[str]]


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


def _amount(amount: Decimal) -> str:
    """`Rp600.000.000 (enam ratus juta rupiah)`."""
    return f"{format_rupiah(amount)} ({rupiah_in_words(amount, _language())})"


def _term(months: int) -> str:
    """`180 bulan (15 tahun)`; whole years are said twice, as contracts do."""
    plain = ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return f"{plain} ({term_words(months)})" if months % MONTHS == 0 else plain


def _rate(source: Source) -> str:
    terms = source.terms
    if terms is None:
        return ""
    words = {"rate": rate_words(terms.rate), "n": terms.fixed_months}
    if len(terms.periods) > 1:
        return _("%(rate)s a year, fixed for the first %(n)d months") % words
    return _("%(rate)s a year") % words


def labels() -> dict[str, str]:
    """Return the fixed words of a letter."""
    return {
        "number": _("Number"), "attachment": _("Enclosure"), "subject": _("Subject"),
        "to": _("To:"), "attention": _("Attention"), "copies": _("Copies to"),
        "period": _("Months"), "rate": _("Rate a year"), "instalment": _("Instalment a month"),
        "costs": _("Costs at the start"), "conditions": _("Conditions"), "stamp": _("Stamp"),
        "page": _("Page"), "of": _("of"), "code": _("Verification code"),
    }  # fmt: skip


TITLES: dict[str, Callable[[], str]] = {
    LetterKind.OFFER: lambda: _("Offer letter"),
    LetterKind.SPPK: lambda: _("Letter of credit approval (SPPK)"),
    LetterKind.REFUSAL: lambda: _("Answer to the application"),
    LetterKind.PAPERS: lambda: _("Request for papers"),
    LetterKind.PROFILE: lambda: _("Profile and offer for institutions"),
}


def subject_of(source: Source) -> str:
    """Return what the letter is about."""
    words = {"product": source.product.name, "who": source.letter.recipient}
    if source.letter.kind == LetterKind.OFFER:
        return _("Offer of %(product)s") % words
    if source.letter.kind == LetterKind.SPPK:
        return _("Approval of the application for %(product)s") % words
    if source.letter.kind == LetterKind.REFUSAL:
        return _("Your application for %(product)s") % words
    if source.letter.kind == LetterKind.PAPERS:
        return _("Papers still needed for %(product)s") % words
    return _("Cooperation and offer for %(who)s and its employees") % words


def opening_of(source: Source) -> list[str]:
    """Return the first paragraphs."""
    words = {"product": source.product.name, "bank": source.bank.name,
             "branch": source.branch.name}  # fmt: skip
    kind = source.letter.kind
    if kind == LetterKind.OFFER:
        return [_("Thank you for your trust in %(bank)s. Following our talk we are pleased to offer"
                  " you %(product)s on these terms:") % words]  # fmt: skip
    if kind == LetterKind.SPPK:
        return [_("With reference to your application, %(bank)s has approved %(product)s for you on"
                  " these terms and conditions:") % words]  # fmt: skip
    if kind == LetterKind.REFUSAL:
        return [
            _("Thank you for your application for %(product)s at our office %(branch)s.") % words,
            _("After careful examination we are sorry to tell you that we cannot grant it at this"
              " time."),
        ]  # fmt: skip
    if kind == LetterKind.PAPERS:
        return [_("We are examining your application for %(product)s. So that we can go on, please"
                  " let us have these papers:") % words]  # fmt: skip
    return [_("%(bank)s would like to serve your institution and the people who work for it. This"
              " profile tells what we can do, with examples computed at our rates of today.")
            % words]  # fmt: skip


def terms_rows(source: Source) -> Rows:
    """Return label and value of each term."""
    letter, terms = source.letter, source.terms
    if terms is None or letter.kind not in (LetterKind.OFFER, LetterKind.SPPK):
        return []
    rows = [[_("Product"), source.product.name]]
    if letter.purpose:
        rows.append([_("Purpose"), letter.purpose])
    label = _("Placement") if source.product.is_deposit else _("Loan amount")
    rows += [[label, _amount(terms.amount)], [_("Term"), _term(terms.months)],
             [_("Interest rate"), _rate(source)]]  # fmt: skip
    if source.product.is_deposit:
        return rows + _deposit_rows(source)
    rows.append([_("Method"), str(source.product.get_method_display())])
    if terms.price:
        rows.append([_("Price"), format_rupiah(terms.price)])
        rows.append([_("Down payment"), format_rupiah(terms.price - terms.amount)])
    if letter.collateral:
        rows.append([_("Collateral"), letter.collateral])
    if source.early_penalty is not None:
        penalty = {"percent": rate_words(source.early_penalty)}
        rows.append([_("Early payment"), _("penalty %(percent)s of what is paid early") % penalty])
    return rows


def _deposit_rows(source: Source) -> Rows:
    ends = date.fromisoformat(source.figures["ends_on"])
    return [
        [_("Interest before tax"), format_rupiah(source.money("gross"))],
        [_("Tax"), format_rupiah(source.money("tax"))],
        [_("Interest after tax"), format_rupiah(source.money("net"))],
        [_("Falls due"), date_words(ends)],
    ]


def instalment_rows(source: Source) -> Rows:
    """Return months, rate and instalment of each stretch."""
    terms = source.terms
    if terms is None or "instalment" not in source.figures:
        return []
    first, falls = terms.periods[0], bool(source.figures.get("last"))
    rows = [[f"1–{first.months}", rate_words(first.rate),
             _instalment(source.money("instalment"), falls)]]  # fmt: skip
    if len(terms.periods) > 1 and source.figures.get("later"):
        later = terms.periods[1]
        rows.append([f"{first.months + 1}–{terms.months}", f"{rate_words(later.rate)} *",
                     _instalment(source.money("later"), falls)])  # fmt: skip
    return rows


def _instalment(amount: Decimal, falls: bool) -> str:
    words = {"sum": format_rupiah(amount)}
    return _("%(sum)s, falls every month") % words if falls else words["sum"]


def note_of(source: Source) -> str:
    """Return what is said beside the instalments."""
    terms = source.terms
    if terms is None or "instalment" not in source.figures:
        return ""
    total = _("All interest over the term: %(sum)s.") % {
        "sum": format_rupiah(source.money("total_interest"))
    }
    notes = [total]
    if last := source.figures.get("last"):
        notes.insert(0, _("The instalment named is the first; interest is counted on what is left,"
                          " so that the last one is %(sum)s.") % {
                              "sum": format_rupiah(Decimal(last))})  # fmt: skip
    if len(terms.periods) > 1:
        notes.insert(0, assumption())
    return " ".join(notes)


def assumption() -> str:
    """Return what the star means."""
    return _("* An assumption: after the fixed period the rate follows the bank's rate of that"
             " time, and the instalment changes with it.")  # fmt: skip


def cost_rows(source: Source) -> Rows:
    """Return each cost at the start, then their sum."""
    costs = source.figures.get("costs") or []
    rows = [[str(CostCode(code).label), format_rupiah(Decimal(sum_))] for code, sum_ in costs]
    if rows:
        rows.append([_("Together"), format_rupiah(source.money("upfront"))])
    if rows and source.money("cash") != source.money("upfront"):
        rows.append([_("Cash needed at the start"), format_rupiah(source.money("cash"))])
    return rows


def promotion_of(source: Source) -> dict[str, Any]:
    """Return the promotion with value, last day and conditions; empty where none is promised."""
    row = source.promotion
    if row is None:
        return {}
    last = _("It is given once, when the loan is disbursed.")
    if source.product.is_deposit:
        last = _("It is given once, when the money is placed.")
    return {
        "title": _("Promotion"),
        "rows": [[_("Name"), row.name],
                 [str(row.get_kind_display()), _amount(row.value)],
                 [_("Holds until"), date_words(row.valid_to)]],
        "conditions": row.conditions(_language()),
        "note": last,
    }  # fmt: skip


def conditions_of(source: Source) -> list[str]:
    """Return the conditions, one to a line, with what holds for every letter of the kind."""
    own = [line.strip(" -•") for line in source.letter.conditions.splitlines() if line.strip()]
    if source.letter.kind == LetterKind.OFFER and not source.product.is_deposit:
        own.append(_("Rate and costs hold for a complete application within the validity."))
        own += vat_note(source.figures.get("costs") or [], source.letter.handover_on)
    if source.letter.kind == LetterKind.SPPK:
        own.append(_("The akad is signed after all conditions are met and all papers were shown in"
                     " the original."))  # fmt: skip
    return own


def vat_note(costs: list[list[str]], handover: date | None) -> list[str]:
    """Return on what the part of PPN hangs that the government bears; [] where it bears none."""
    if CostCode.VAT_RELIEF not in dict(costs) or handover is None:
        return []
    return [_("The government bears part of the PPN for a handover on %(day)s; on another day it"
              " may be less or nothing.") % {"day": date_words(handover)}]  # fmt: skip


def box_of(source: Source) -> str:
    """Return the sentence nobody may overlook."""
    kind = source.letter.kind
    if kind == LetterKind.OFFER and not source.product.is_deposit:
        return _("This letter is an offer, not a credit approval. The bank decides after it has"
                 " examined the application.")  # fmt: skip
    if kind == LetterKind.PROFILE:
        return _("The examples are no credit approval. Each application is examined by itself.")
    if kind == LetterKind.PAPERS:
        return _("Bring originals and copies. Never hand over PIN, password or OTP to anybody, also"
                 " not to people of the bank.")  # fmt: skip
    return ""


def closing_of(source: Source) -> list[str]:
    """Return the last paragraphs."""
    letter, found = source.letter, []
    if letter.valid_until and letter.kind in (LetterKind.OFFER, LetterKind.SPPK,
                                              LetterKind.PROFILE):  # fmt: skip
        words = {"day": date_words(letter.valid_until)}
        found.append(_("This letter holds until %(day)s.") % words)
        if letter.kind == LetterKind.SPPK:
            found.append(_("Unless we have received it signed by that day, this approval lapses"
                           " without further notice."))  # fmt: skip
    if letter.valid_until and letter.kind == LetterKind.PAPERS:
        words = {"day": date_words(letter.valid_until)}
        found.append(_("We hope to receive them by %(day)s.") % words)
    if letter.kind == LetterKind.REFUSAL:
        found.append(_("This says nothing about later applications. What changes in your business"
                       " or income may be examined anew."))  # fmt: skip
    own = source.setting.closing_en if _language() == "en" else source.setting.closing_id
    if own:
        found.append(own)
    words = {"who": source.signers[0][0], "phone": source.bank.phone or source.branch.name}
    found.append(_("For questions or complaints please turn to %(who)s, %(phone)s.") % words)
    found.append(_("Thank you for your attention."))
    return found


def acceptance_of(source: Source) -> dict[str, Any]:
    """Return the block the customer signs; empty where nothing is to be answered."""
    kind = source.letter.kind
    if kind not in (LetterKind.OFFER, LetterKind.SPPK):
        return {}
    title = _("Answer of the customer")
    text = _("I have read and understood this offer.")
    if kind == LetterKind.SPPK:
        title, text = _("Agreement of the debtor"), _("I agree to all terms and conditions above.")
    return {
        "title": title, "text": text, "choices": [_("I accept"), _("I do not accept")],
        "name": source.letter.recipient, "place": _("Place and date"),
        "duty": _("Meterai Rp10.000") if kind == LetterKind.SPPK else "",
    }  # fmt: skip


def annex_of(source: Source) -> dict[str, Any]:
    """Return the instalments by year as an enclosure; empty where there are none."""
    years = source.figures.get("years") or []
    if source.letter.kind not in (LetterKind.OFFER, LetterKind.SPPK) or not years:
        return {}
    return {
        "title": _("Instalments by year"),
        "head": [_("Year"), _("Instalments"), _("Principal"), _("Interest"), _("Balance")],
        "rows": [[str(n), *(bare(Decimal(value)) for value in rest)] for n, *rest in years],
        "note": _("In rupiah. The figures rest on the rates of this letter."),
    }


def attachment_of(source: Source) -> str:
    """Return how many sheets are enclosed, as letters say it."""
    return _("1 (one) sheet") if annex_of(source) else "–"


def title_of_role(source: Source, role: str) -> str:
    """Return what the bank calls a post."""
    return source.bank.title_of(role, _language()) or str(Role(role).label)


def profile_of(source: Source) -> dict[str, Any]:
    """Return the pages of a profile; empty for other letters."""
    if source.letter.kind != LetterKind.PROFILE:
        return {}
    is_deposit = source.product.is_deposit
    return {
        "lead": source.product.name if is_deposit else "",
        "examples": {"title": _("Examples for employees"), **_examples(source),
                     "note": assumption() if examples.is_assumed(source.examples) else ""},
        "benefits": {"title": _("What your institution gains"), "lines": [
            _("One officer for the institution and its people, with a named stand-in"),
            _("Explanations at your place, outside working hours if you wish"),
            _("Applications and papers are taken in at your place"),
            _("Each employee decides for himself; his figures stay between him and the bank"),
        ]},
        "steps": {"title": _("How we begin"), "lines": [
            _("A meeting with who is responsible for personnel"),
            _("A letter of cooperation, with the deduction from salary where you wish it"),
            _("A day of explanation for the employees"),
            _("First applications, with a report to you on progress without personal data"),
        ]},
        "others": {"title": _("What else we offer"),
                   "lines": [f"{one.name} · {one.type.label}" for one in source.products]},
    }  # fmt: skip


def _examples(source: Source) -> dict[str, Any]:
    """Return head and rows; loans are of several products and say which."""
    cells = [_("Amount"), _("Term"), _("Rate a year")]
    if source.product.is_deposit:
        rows = [[*_case(one), rate_words(Decimal(one["rate"])),
                 format_rupiah(Decimal(one["net"]))] for one in source.examples]  # fmt: skip
        return {"head": [*cells, _("Interest after tax")], "rows": rows}
    rows = [[one["product"], *_case(one), examples.rate_cell(one), examples.instalment_cell(one)]
            for one in source.examples]  # fmt: skip
    return {"head": [_("Product"), *cells, _("Instalment a month")], "rows": rows}


def _case(one: dict[str, Any]) -> list[str]:
    return [format_rupiah(Decimal(one["amount"])), examples.unbroken(term_words(one["months"]))]


def block(source: Source) -> dict[str, Any]:
    """Return everything the letter says in the active language."""
    return {
        "labels": labels(), "title": TITLES[source.letter.kind](), "subject": subject_of(source),
        "attachment": attachment_of(source), "greeting": _("Dear Sir or Madam,"),
        "opening": opening_of(source), "terms": terms_rows(source),
        "instalments": instalment_rows(source), "note": note_of(source),
        "costs": cost_rows(source), "promotion": promotion_of(source),
        "papers": source.papers.get(_language(), []),
        "conditions": conditions_of(source), "box": box_of(source), "closing": closing_of(source),
        "regards": _("Yours faithfully,"),
        "signers": [[name, title_of_role(source, role)] for name, role in source.signers],
        "acceptance": acceptance_of(source), "annex": annex_of(source),
        "profile": profile_of(source), "day": date_words(source.day),
    }  # fmt: skip
