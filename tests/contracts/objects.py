"""How the contract tests make the object that an address names, lying where they want it.

A new kind of object is one function and one line in KINDS; who reaches it goes to visibility.csv.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from core import clock, sealed_files
from core.public_id import new_public_id
from documents import services as papers
from documents import uploads as brought
from documents.models import Document, DocumentFile, DocumentRule, DocumentType
from followups.contacts import Result, log_contact
from offers.decisions.recording import Told, record
from offers.letters import drafts
from offers.models import (
    Booking,
    Committee,
    CreditProposal,
    DecisionLimit,
    DecisionPolicy,
    LetterSetting,
    Promotion,
    RateFloor,
    ReceiptQuiz,
    RiplayRule,
    RiplayText,
    SavedSimulation,
)
from offers.receipts import services as receipts
from offers.riplay import services as riplays
from offers.shown import services as showing
from offers.simulations import services as simulations
from org import tokens
from org.access.roles import Role
from org.bank import css_digest
from org.models import BankLogo, Delegation, Holiday, PeopleLoad, Team, User
from products.calculators.loans import Period
from products.models import (
    BankStanding,
    CollectibilityRule,
    ContractTerms,
    GuaranteeRate,
    IncomeZone,
    KurScheme,
    Limit,
    PriceZone,
    Product,
    Rate,
    RegionRule,
    SubsidyTerms,
    UpfrontCost,
    ValueRule,
    VatRate,
    VatRelief,
    VehicleRule,
)
from products.simulation import Loan
from prospects import consents, links, merging, persons, phones, rights, transfers
from prospects.bulk.choosing import draft
from prospects.exports import services as exports
from prospects.finance import memo, slik
from prospects.finance.reading import Subject
from prospects.finance.records import add_row
from prospects.imports import uploads
from prospects.models import (
    BulkBatch,
    BulkItem,
    ConsentText,
    ExportFile,
    FinanceLine,
    ImportProfile,
    LossReason,
    Need,
    Opportunity,
    Partner,
    PartnerContact,
    Project,
    Prospect,
    ProspectSource,
    RetentionRule,
    RivalOffer,
    SavedView,
    ScoreSheet,
    Territory,
    Unit,
)
from prospects.needs import services as needs
from prospects.phones import PhoneFacts
from prospects.pipeline import NewDisbursement, claim_disbursement
from prospects.tips import services as tips
from reports.models import Report, ReportEdition, ReportSchedule
from tests.factories.bank import PASSWORD, Bank
from tests.factories.decisions import make_file, make_limits, put_forward
from tests.factories.finance import make_score_sheet
from tests.factories.followups import first_call
from tests.factories.prospects import NOW, make_opportunity, make_prospect
from tests.factories.rates import make_draft

Args = dict[str, Any]


def canary(owner: User) -> str:
    """Return the name of this owner's customers: it must never reach a stranger's screen."""
    return f"Kenari{owner.username.title()}xyz"


def people_of(bank: Bank) -> dict[str, User]:
    """Return everybody by name, with an officer of the sub-branch and one of the other region."""
    more = {
        name: User.objects.create_user(
            name, PASSWORD, full_name=f"{name.title()} Uji", role=Role.OFFICER, branch=branch
        )
        for name, branch in (("dina", bank.a1), ("yosef", bank.c), ("disabled", bank.a))
    }
    return {**bank.people, **more}


def a_prospect(bank: Bank, owner: User) -> Args:
    """A prospect as quick add makes it."""
    return {"public_id": make_prospect(owner, canary(owner)).public_id}


def a_reset(bank: Bank, owner: User) -> Args:
    """A booked loan whose rate is fixed for three of fifteen years."""
    product, _is_new = Product.objects.get_or_create(
        code="KPRT", defaults={"name": "KPR Tetap", "short_name": "KPRT", "family": "kpr"}
    )
    Rate.objects.get_or_create(product=product, rate=4, fixed_months=36, floating_rate=11,
                               valid_from=NOW.date())  # fmt: skip
    deal = make_opportunity(owner, product, canary(owner))
    row = Booking.objects.system("contract tests").create(
        opportunity=deal, owner=owner, branch=deal.branch, signed_on=NOW.date(), number="A/1",
        amount=deal.amount, months=180, rate=4, recorded_by=bank.rudi, recorded_at=NOW,
    )  # fmt: skip
    return {"public_id": row.public_id}


def a_tip(bank: Bank, owner: User) -> Args:
    """What worked against an objection: it names no customer."""
    reason = LossReason.objects.get(code="interest_rate")
    return {"public_id": tips.share(reason, "Hitung totalnya", actor=owner, now=NOW).public_id}


def a_phone(bank: Bank, owner: User) -> Args:
    """The second number of a prospect."""
    prospect = make_prospect(owner, canary(owner))
    facts = PhoneFacts("+6281255509999")
    return {"public_id": phones.add_phone(prospect, facts, actor=owner, now=NOW).public_id}


def a_person(bank: Bank, owner: User) -> Args:
    """Somebody at a company."""
    company = make_prospect(owner, canary(owner), kind="company")
    values = dict.fromkeys(persons.FIELDS, "") | {
        "name": canary(owner), "role": "owner", "do_not_call": False,
    }  # fmt: skip
    row = persons.add_person(company, values, actor=owner, now=NOW)
    return {"public_id": row.public_id}


def a_pair(bank: Bank, owner: User) -> Args:
    """The same person twice."""
    one, other = (make_prospect(owner, canary(owner)) for _ in range(2))
    return {"public_id": one.public_id, "other": other.public_id}


def a_merge(bank: Bank, owner: User) -> Args:
    """Two records that were made one just now."""
    one, other = (make_prospect(owner, canary(owner)) for _ in range(2))
    row = merging.merge(one, other, merging.Choice(1, 1), actor=owner, now=clock.now())
    return {"public_id": row.public_id}


def a_link(bank: Bank, owner: User) -> Args:
    """A spouse who has no record."""
    prospect = make_prospect(owner, canary(owner))
    row = links.add_link(prospect, "spouse", other_name="Hadi", actor=owner, now=NOW)
    return {"public_id": row.public_id}


def an_opportunity(bank: Bank, owner: User) -> Args:
    """An opportunity on the first stage."""
    return {"public_id": make_opportunity(owner, bank.kpr, canary(owner)).public_id}


def a_followup(bank: Bank, owner: User) -> Args:
    """The call that comes with a prospect."""
    return {"public_id": first_call(make_prospect(owner, canary(owner))).public_id}


def a_contact(bank: Bank, owner: User) -> Args:
    """A call that the owner logged just now."""
    prospect = make_prospect(owner, canary(owner))
    result = Result("call", "no_answer")
    return {"public_id": log_contact(prospect, result, actor=owner, now=clock.now()).public_id}


def a_transfer(bank: Bank, owner: User) -> Args:
    """A request for a hand-over, asked by somebody out of the holder's region or branch."""
    prospect = make_prospect(owner, canary(owner))
    requester = bank.ani if owner == bank.citra else bank.citra
    return {"public_id": transfers.ask(prospect, requester=requester, now=NOW)[0].public_id}


def a_user(bank: Bank, owner: User) -> Args:
    """A person in the administration of users."""
    return {"public_id": owner.public_id}


def a_delegation(bank: Bank, owner: User) -> Args:
    """A stand-in for the head of branch A."""
    row = Delegation.objects.create(
        principal=bank.dewi, delegate=owner, created_by=bank.admin, valid_from=NOW.date(),
        valid_to=NOW.date(),
    )  # fmt: skip
    return {"public_id": row.public_id}


def a_disbursement(bank: Bank, owner: User) -> Args:
    """Money that the owner says has moved; nobody has confirmed it."""
    row = make_opportunity(owner, bank.kpr, canary(owner))
    Opportunity.objects.system("after the akad").filter(pk=row.pk).update(stage="signing")
    new = NewDisbursement(Decimal(5_000_000), owner.branch.local_date(NOW))
    part = claim_disbursement(row, new, actor=owner, now=NOW)
    return {"public_id": row.public_id, "part": part.public_id}


def a_product(bank: Bank, owner: User) -> Args:
    """A product of the catalogue, which is open to everybody inside."""
    return {"public_id": bank.kpr.public_id}


def some_money(bank: Bank, owner: User) -> Args:
    """The same money, named by itself."""
    return {"public_id": a_disbursement(bank, owner)["part"]}


def a_token(bank: Bank, owner: User) -> Args:
    """A token of the owner, which nobody else may end."""
    row, _plain = tokens.make(owner, name="Uji", scope="read", now=NOW, ip=None)
    return {"public_id": row.public_id}


def a_report(bank: Bank, owner: User) -> Args:
    """An officer's weekly report with its named paper."""
    report = Report._unscoped.create(
        kind="weekly", period_key="2026-W47", owner=owner, branch=owner.branch, as_of=NOW,
        state="made", made_at=NOW,
    )  # fmt: skip
    ReportEdition.objects.create(
        report=report, kind="full", language="id", content=b"%PDF-", sha256="0" * 64, pages=1,
        made_at=NOW,
    )  # fmt: skip
    return {"public_id": report.public_id}


def a_region(bank: Bank, owner: User) -> Args:
    """A region in the administration."""
    return {"public_id": bank.java.public_id}


def a_branch(bank: Bank, owner: User) -> Args:
    """A branch in the administration."""
    return {"public_id": bank.c.public_id}


def a_team(bank: Bank, owner: User) -> Args:
    """A team that nobody belongs to."""
    return {"public_id": Team.objects.create(name="Tim Kosong", branch=bank.b).public_id}


def a_holiday(bank: Bank, owner: User) -> Args:
    """A local day of one branch."""
    row = Holiday.objects.create(day=NOW.date(), name="Hari jadi", kind="local", branch=bank.a)
    return {"public_id": row.public_id}


def an_import_file(bank: Bank, owner: User) -> Args:
    """A pasted list that waits for a yes, with a row to be mended."""
    cells = f"Nama\tHP\n{canary(owner)}\t12\n"
    file = uploads.take(
        cells.encode(), "daftar", entity="own", user=owner, branch=owner.branch, now=NOW,
        is_pasted=True,
    )  # fmt: skip
    return {"public_id": file.public_id}


def a_sheet(bank: Bank, owner: User) -> Args:
    """A draft of hana's."""
    return {"public_id": make_draft(bank, bank.kpr).public_id}


def a_tier(bank: Bank, owner: User) -> Args:
    """A tier in another draft of hers."""
    return {"public_id": make_draft(bank, bank.kur).tiers.get().public_id}


LATER = date(2030, 1, 1)


def a_scheme(bank: Bank, owner: User) -> Args:
    """A rule of KUR that has not begun."""
    row = KurScheme.objects.create(scheme="migrant", max_amount=1, rate=6, months_working=36,
                                   months_investment=36, valid_from=LATER)  # fmt: skip
    return {"public_id": row.public_id}


def a_subsidy(bank: Bank, owner: User) -> Args:
    """Terms of FLPP that have not begun."""
    row = SubsidyTerms.objects.create(rate=5, max_months=240, min_down_payment=1, floor_min=21,
                                      floor_max=36, land_min=60, land_max=200,
                                      valid_from=LATER)  # fmt: skip
    return {"public_id": row.public_id}


def a_price_zone(bank: Bank, owner: User) -> Args:
    """A price that is not in force yet."""
    row = PriceZone.objects.create(zone="A", name="Jawa", max_price=1, valid_from=LATER)
    return {"public_id": row.public_id}


def an_income_zone(bank: Bank, owner: User) -> Args:
    """A limit of incomes that is not in force yet."""
    row = IncomeZone.objects.create(zone="1", name="Jawa", single=1, married=2, valid_from=LATER)
    return {"public_id": row.public_id}


def a_region_rule(bank: Bank, owner: User) -> Args:
    """A rule of a region that has not begun."""
    row = RegionRule.objects.create(region="3174", npoptkp=1, valid_from=LATER)
    return {"public_id": row.public_id}


def a_standing(bank: Bank, owner: User) -> Args:
    """NPL of the bank that is not in force yet."""
    row = BankStanding.objects.create(total=2, homes=2, valid_from=LATER)
    return {"public_id": row.public_id}


def a_value_rule(bank: Bank, owner: User) -> Args:
    """A band of LTV that has not begun."""
    row = ValueRule.objects.create(kind="shop", above=5, first_sound=100, later_sound=100,
                                   first_other=95, later_other=90, valid_from=LATER)  # fmt: skip
    return {"public_id": row.public_id}


def a_vehicle_rule(bank: Bank, owner: User) -> Args:
    """A down payment of vehicles that has not begun."""
    row = VehicleRule.objects.create(kind="two", sound=0, other=10, valid_from=LATER)
    return {"public_id": row.public_id}


def a_vat_rate(bank: Bank, owner: User) -> Args:
    """A rate of PPN that has not begun."""
    row = VatRate.objects.create(rate=12, valid_from=LATER)
    return {"public_id": row.public_id}


def a_vat_relief(bank: Bank, owner: User) -> Args:
    """PPN borne by the government that has not begun."""
    row = VatRelief.objects.create(share=100, covered=1, max_price=2, valid_from=LATER)
    return {"public_id": row.public_id}


def some_terms(bank: Bank, owner: User) -> Args:
    """Contract terms that have not begun."""
    row = ContractTerms.objects.create(product=bank.kpr, valid_from=date(2030, 1, 1))
    return {"public_id": row.public_id}


def a_cost(bank: Bank, owner: User) -> Args:
    """A cost that has not begun."""
    row = UpfrontCost.objects.create(product=bank.kpr, code="policy", valid_from=date(2030, 1, 1))
    return {"public_id": row.public_id}


def a_limit(bank: Bank, owner: User) -> Args:
    """A limit that has not begun."""
    row = Limit.objects.create(code="ltv", percent=Decimal(80), valid_from=date(2030, 1, 1))
    return {"public_id": row.public_id}


def a_guarantee(bank: Bank, owner: User) -> Args:
    """A window of the guarantee that has not begun."""
    row = GuaranteeRate.objects.create(rate=Decimal(4), valid_from=date(2030, 1, 1))
    return {"public_id": row.public_id}


def a_source(bank: Bank, owner: User) -> Args:
    """A source that ships with the portal."""
    return {"public_id": ProspectSource.objects.get(code="event").public_id}


def a_reason(bank: Bank, owner: User) -> Args:
    """A reason nobody used."""
    return {"public_id": LossReason.objects.get(code="no_need").public_id}


def a_schedule(bank: Bank, owner: User) -> Args:
    """The weekly report of branch A."""
    row, _is_new = ReportSchedule.objects.get_or_create(branch=bank.a, kind="weekly")
    return {"public_id": row.public_id}


def a_load(bank: Bank, owner: User) -> Args:
    """A spreadsheet the administrator has read."""
    rows = [{"line": "2", "nip": "900001", "full_name": "Tamu", "role": "AO", "branch": "A"}]
    row = PeopleLoad.objects.create(by=bank.admin, at=NOW, file_name="x.csv", rows=rows)
    return {"public_id": row.public_id}


def a_logo(bank: Bank, owner: User) -> Args:
    """A logo of the bank."""
    values = {"content": b"PNG", "width": 1, "height": 1, "created_at": NOW}
    BankLogo.objects.get_or_create(digest="a" * 64, defaults=values)
    return {"digest": "a" * 64}


def an_accent(bank: Bank, owner: User) -> Args:
    """The stylesheet of a blue."""
    return {"accent": "1D4ED8", "digest": css_digest("#1D4ED8")}


def an_import_profile(bank: Bank, owner: User) -> Args:
    """A mapping of own lists under a name."""
    profile = ImportProfile.objects.create(
        by=owner, entity="own", name=canary(owner), data={"columns": {"name": "Nama"}}, at=NOW
    )
    return {"public_id": profile.public_id}


def a_consent(bank: Bank, owner: User) -> Args:
    """A consent to offers by phone."""
    prospect = make_prospect(owner, canary(owner))
    consent = consents.give_consent(
        prospect, purpose="offers", channel="phone", medium="paper", given_at=NOW, actor=owner,
        now=NOW,
    )  # fmt: skip
    return {"public_id": consent.public_id}


def a_data_request(bank: Bank, owner: User) -> Args:
    """A person who asks for a copy of his data."""
    prospect = make_prospect(owner, canary(owner))
    request = rights.record(
        prospect, kind="access", medium="phone", received_at=NOW, actor=owner, now=NOW
    )
    return {"public_id": request.public_id}


def a_retention_rule(bank: Bank, owner: User) -> Args:
    """A rule that has not begun."""
    row, _is_new = RetentionRule.objects.get_or_create(
        code="lost_prospect", valid_from=date(2030, 1, 1), defaults={"amount": 36}
    )
    return {"public_id": row.public_id}


def a_consent_text(bank: Bank, owner: User) -> Args:
    """A draft of a consent text."""
    row, _is_new = ConsentText.objects.get_or_create(
        purpose="slik", edition=9, defaults={"text_id": "a", "text_en": "a",
                                             "valid_from": date(2030, 1, 1)}
    )  # fmt: skip
    return {"public_id": row.public_id}


def a_document(bank: Bank, owner: User) -> Args:
    """An identity card that came in for an application."""
    row = make_opportunity(owner, bank.kpr, canary(owner))
    kind = DocumentType.objects.get(code="ktp")
    papers.receive(row, kind, version=0, actor=owner, now=NOW, received_on=NOW.date())
    return {"public_id": row.public_id, "code": "ktp"}


def a_document_file(bank: Bank, owner: User) -> Args:
    """A file that is ready, as a worker leaves it."""
    args = a_document(bank, owner)
    paper = Document.objects.system("a test").get(opportunity__public_id=args["public_id"])
    file = DocumentFile(document=paper, by=owner, name="ktp.jpg", batch=new_public_id(),
                        sent_size=4, storage=sealed_files.new_name(), created_at=NOW, ready_at=NOW,
                        state="ready", media_type="image/jpeg", size=4, pages=1, sha256="0" * 64,
                        has_thumbnail=True)  # fmt: skip
    file.key_cipher = sealed_files.new_key(file.aad)
    file.save()
    brought.keep(file, b"JPEG", b"tiny")
    return {**args, "file": file.public_id}


def a_paper_type(bank: Bank, owner: User) -> Args:
    """A kind of paper that ships with the portal."""
    return {"public_id": DocumentType.objects.get(code="npwp").public_id}


def a_paper_rule(bank: Bank, owner: User) -> Args:
    """A rule that has not begun."""
    row = DocumentRule.objects.create(
        type=DocumentType.objects.get(code="npwp"), family="savings", employments="K",
        valid_from=date(2030, 1, 1),
    )  # fmt: skip
    return {"public_id": row.public_id}


def a_saved_view(bank: Bank, owner: User) -> Args:
    """A view of the owner's prospects that he shares with nobody."""
    view = SavedView.objects.create(
        user=owner, table="prospects", name=canary(owner)[:40], query={"step": "late"},
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    return {"public_id": view.public_id}


def a_finance_row(bank: Bank, owner: User) -> Args:
    """An income of the owner's prospect."""
    prospect = make_prospect(owner, canary(owner))
    return {"public_id": prospect.public_id, **_income(Subject(prospect), owner)}


def a_file_row(bank: Bank, owner: User) -> Args:
    """The same income, met through an opportunity."""
    file = make_opportunity(owner, bank.kpr, canary(owner))
    return {"public_id": file.public_id, **_income(Subject(file.prospect, file), owner)}


def _income(subject: Subject, owner: User) -> Args:
    values = {"section": "income", "kind": "salary", "amount": Decimal(7_000_000),
              "note": canary(owner)}  # fmt: skip
    row = add_row(FinanceLine, subject, values, actor=owner, now=NOW)
    return {"kind": "income", "row": row.public_id}


def _request(subject: Subject, owner: User) -> Args:
    for purpose in ("processing", "slik"):
        consents.give_consent(subject.prospect, purpose=purpose, medium="paper", given_at=NOW,
                              actor=owner, now=NOW)  # fmt: skip
    check = slik.request(subject, whose="debtor", purpose="Uji", actor=owner, now=NOW)
    return {"check": check.public_id}


def a_slik_check(bank: Bank, owner: User) -> Args:
    """A look into SLIK that waits for its result."""
    prospect = make_prospect(owner, canary(owner))
    return {"public_id": prospect.public_id, **_request(Subject(prospect), owner)}


def a_file_slik_check(bank: Bank, owner: User) -> Args:
    """The same, met through an opportunity."""
    file = make_opportunity(owner, bank.kpr, canary(owner))
    return {"public_id": file.public_id, **_request(Subject(file.prospect, file), owner)}


def a_memo(bank: Bank, owner: User) -> Args:
    """A memo with one frozen version."""
    file = make_opportunity(owner, bank.kpr, canary(owner))
    row = memo.freeze(Subject(file.prospect, file), actor=owner, now=NOW, today=NOW.date())
    return {"public_id": file.public_id, "number": row.number}


def a_score_sheet(bank: Bank, owner: User) -> Args:
    """A draft that waits for a second person."""
    return {"public_id": make_score_sheet(bank, approved_by=None).public_id}


def a_scored_memo(bank: Bank, owner: User) -> Args:
    """A memo of a bank that scores."""
    if not ScoreSheet.objects.filter(approved_by__isnull=False).exists():
        make_score_sheet(bank)
    return {"public_id": make_opportunity(owner, bank.kpr, canary(owner)).public_id}


def some_classes(bank: Bank, owner: User) -> Args:
    """Days of the classes of collectibility that have not begun."""
    row = CollectibilityRule.objects.create(bucket="bpr", valid_from=date(2030, 1, 1))
    return {"public_id": row.public_id}


def a_letter(bank: Bank, owner: User) -> Args:
    """The draft of an offer."""
    file = make_opportunity(owner, bank.kpr, canary(owner))
    values = {"amount": Decimal(100_000_000), "months": 60, "rate": Decimal(9), "language": "id",
              "recipient": canary(owner), "valid_until": date(2027, 1, 4)}  # fmt: skip
    row = drafts.write(file, "offer", values, actor=owner, now=NOW, today=NOW.date())
    return {"public_id": row.public_id}


def a_letter_setting(bank: Bank, owner: User) -> Args:
    """How offers are numbered."""
    row, _ = LetterSetting.objects.get_or_create(
        kind="offer", defaults={"pattern": "{nomor:03}/OFF/{cabang}/{tahun}", "valid_days": 14}
    )
    return {"public_id": row.public_id}


def a_rate_floor(bank: Bank, owner: User) -> Args:
    """A limit of the rate that has not begun."""
    row = RateFloor.objects.create(product=bank.kpr, percent=7, valid_from=date(2030, 1, 1))
    return {"public_id": row.public_id}


def a_partner(bank: Bank, owner: User) -> Args:
    """A developer everybody reads."""
    return {"public_id": _developer().public_id}


def a_partner_contact(bank: Bank, owner: User) -> Args:
    """Whom to call there."""
    row = PartnerContact.objects.create(partner=_developer(), name="Bu Rina")
    return {"public_id": row.public_id}


def a_project(bank: Bank, owner: User) -> Args:
    """What the developer builds."""
    return {"public_id": _project().public_id}


def a_unit(bank: Bank, owner: User) -> Args:
    """One house of it."""
    row, _is_new = Unit.objects.get_or_create(project=_project(), key="a-1", label="A1")
    return {"public_id": row.public_id}


def _developer() -> Partner:
    row, _is_new = Partner.objects.get_or_create(
        kind=Partner.Kind.DEVELOPER, name="PT Griya Uji", sort_name="pt griya uji"
    )
    return row


def _project() -> Project:
    return Project.objects.get_or_create(partner=_developer(), name="Griya Uji")[0]


def a_need(bank: Bank, owner: User) -> Args:
    """What a customer of the owner needs."""
    values = {"purpose": "home", "note": canary(owner)}
    row = needs.add_row(Need, make_prospect(owner, canary(owner)), values, actor=owner, now=NOW)
    return {"public_id": row.public_id}


def a_simulation(bank: Bank, owner: User) -> Args:
    """A simulation kept for a customer of the owner."""
    loan = Loan(bank.kpr, Decimal(100_000_000), (Period(Decimal(12), 12),), NOW.date())
    person = make_prospect(owner, canary(owner))
    row = simulations.save(person, loan, "", actor=owner, now=NOW)
    return {"public_id": row.public_id}


def a_receipt(bank: Bank, owner: User) -> Args:
    """A receipt of a simulation kept for a customer of the owner."""
    kept = SavedSimulation.objects.system("a test").get(**a_simulation(bank, owner))
    return {"public_id": receipts.begin(kept, actor=owner, now=NOW).public_id}


def a_promotion(bank: Bank, owner: User) -> Args:
    """A draft that waits for a second person."""
    row = Promotion.objects.create(
        name="Payung", kind="gift", valid_from=NOW.date(), valid_to=NOW.date(), quota=3, value=1,
        budget=3, drafted_by=owner,
    )  # fmt: skip
    return {"public_id": row.public_id}


def a_shown(bank: Bank, owner: User) -> Args:
    """A picture shown to a customer of the owner."""
    args = a_prospect(bank, owner)
    person = Prospect.objects.system("a test").get(**args)
    new = showing.New(bank.kpr, "picture", "6,75%")
    return {"public_id": showing.record(person, new, actor=owner, now=NOW).public_id}


def a_riplay(bank: Bank, owner: User) -> Args:
    """The personal RIPLAY of a simulation kept for a customer of the owner."""
    kept = SavedSimulation.objects.system("a test").get(**a_simulation(bank, owner))
    return {"public_id": riplays.begin(kept, actor=owner, now=NOW).public_id}


def a_general_riplay(bank: Bank, owner: User) -> Args:
    """The general RIPLAY of a product; its paper is not made yet."""
    row = riplays.publish(bank.kpr, actor=owner, now=NOW, today=NOW.date())
    return {"public_id": row.public_id}


def a_riplay_text(bank: Bank, owner: User) -> Args:
    """Sentences that do not hold yet."""
    row = RiplayText.objects.create(product=bank.kpr, valid_from=date(2030, 1, 1))
    return {"public_id": row.public_id}


def a_riplay_rule(bank: Bank, owner: User) -> Args:
    """A rule that has not begun."""
    return {"public_id": RiplayRule.objects.create(valid_from=date(2030, 1, 1)).public_id}


def a_receipt_quiz(bank: Bank, owner: User) -> Args:
    """A quiz that has not begun."""
    return {"public_id": ReceiptQuiz.objects.create(valid_from=date(2030, 1, 1)).public_id}


def a_rival(bank: Bank, owner: User) -> Args:
    """What another bank offered him; the market shows it without the customer."""
    values = {"bank": "Bank Lain", "family": "kpr", "seen_on": date(2026, 11, 18)}
    row = needs.add_row(
        RivalOffer, make_prospect(owner, canary(owner)), values, actor=owner, now=NOW
    )
    return {"public_id": row.public_id}


def a_bulk_batch(bank: Bank, owner: User) -> Args:
    """A choice of one prospect that waits for its label."""
    prospect = make_prospect(owner, canary(owner))
    pairs = [(prospect.pk, prospect.version)]
    batch = draft("tag", "prospects", pairs, user=owner, now=clock.now(), back="")
    return {"public_id": batch.public_id}


def a_hand_over(bank: Bank, owner: User) -> Args:
    """A hand-over of one prospect that waits for a worker."""
    prospect = make_prospect(owner, canary(owner))
    batch = BulkBatch.objects.create(
        by=owner, action="handover", created_at=clock.now(), state="waiting",
        params={"table": "prospects", "mode": "one", "from": owner.public_id,
                "owner": bank.budi.public_id, "name": "Budi"},
    )  # fmt: skip
    BulkItem.objects.create(batch=batch, position=0, prospect=prospect, version=1)
    return {"public_id": batch.public_id}


def a_territory(bank: Bank, owner: User) -> Args:
    """A district that the owner covers."""
    code = f"{327300 + Territory.objects.count():06d}"
    row = Territory.objects.create(
        branch=owner.branch, area_code=code, area_name=code, officer=owner
    )
    return {"public_id": row.public_id}


def a_credit_proposal(bank: Bank, owner: User) -> Args:
    """A proposal that waits for the branch head."""
    make_limits()
    row = put_forward(make_file(owner, bank.kpr, canary(owner)), owner)
    return {"public_id": row.opportunity.public_id, "number": "1"}


def a_waiting_proposal(bank: Bank, owner: User) -> Args:
    """The same, named by itself."""
    deal = a_credit_proposal(bank, owner)["public_id"]
    rows = CreditProposal.objects.system("a test names it")
    return {"public_id": rows.get(opportunity__public_id=deal).public_id}


def a_decision(bank: Bank, owner: User) -> Args:
    """A decision typed from another system."""
    number = new_public_id()
    told = Told(number, NOW.date(), "approved", Decimal(5_000_000), 12, Decimal(9))
    deal = make_file(owner, bank.kpr, canary(owner))
    return {"public_id": record(deal, told, actor=bank.rudi, now=NOW).public_id}


def a_signed_file(bank: Bank, owner: User) -> Args:
    """A file that waits for its money."""
    row = make_opportunity(owner, bank.kpr, canary(owner))
    Opportunity.objects.system("after the akad").filter(pk=row.pk).update(stage="signing")
    return {"public_id": row.public_id}


def a_decision_limit(bank: Bank, owner: User) -> Args:
    """A limit that has not begun."""
    row = DecisionLimit.objects.create(
        position="branch_head", max_exposure=1, valid_from=date(2030, 1, 1)
    )
    return {"public_id": row.public_id}


def a_committee(bank: Bank, owner: User) -> Args:
    """Two seats."""
    values = {"positions": ["branch_head", "regional_head"]}
    row, _is_new = Committee.objects.get_or_create(name="Komite Uji", defaults=values)
    return {"public_id": row.public_id}


def a_policy(bank: Bank, owner: User) -> Args:
    """A policy that has not begun."""
    return {"public_id": DecisionPolicy.objects.create(valid_from=date(2030, 1, 1)).public_id}


def an_export(bank: Bank, owner: User) -> Args:
    """A file of one prospect, ready for the one who asked for it."""
    prospect = make_prospect(owner, canary(owner))
    export = ExportFile.objects.create(
        by=owner, post=exports.post_of(owner), table="prospects", kind="csv", layout="screen",
        reason=canary(owner), state="done", content=prospect.name.encode(), created_at=clock.now(),
    )  # fmt: skip
    return {"public_id": export.public_id}


KINDS: dict[str, Callable[[Bank, User], Args]] = {
    "prospect": a_prospect,
    "phone": a_phone,
    "pair": a_pair,
    "merge": a_merge,
    "person": a_person,
    "link": a_link,
    "opportunity": an_opportunity,
    "document": a_document,
    "documentfile": a_document_file,
    "papertype": a_paper_type,
    "paperrule": a_paper_rule,
    "followup": a_followup,
    "reset": a_reset,
    "tip": a_tip,
    "contact": a_contact,
    "transfer": a_transfer,
    "disbursement": a_disbursement,
    "money": some_money,
    "token": a_token,
    "product": a_product,
    "report": a_report,
    "importfile": an_import_file,
    "importprofile": an_import_profile,
    "savedview": a_saved_view,
    "exportfile": an_export,
    "bulkbatch": a_bulk_batch,
    "handover": a_hand_over,
    "officer": a_user,
    "territory": a_territory,
    "coveredplace": a_territory,
    "user": a_user,
    "delegation": a_delegation,
    "region": a_region,
    "branch": a_branch,
    "team": a_team,
    "holiday": a_holiday,
    "sheet": a_sheet,
    "tier": a_tier,
    "kur": a_scheme,
    "subsidy": a_subsidy,
    "pricezone": a_price_zone,
    "incomezone": an_income_zone,
    "regionrule": a_region_rule,
    "standing": a_standing,
    "valuerule": a_value_rule,
    "vehiclerule": a_vehicle_rule,
    "vatrate": a_vat_rate,
    "vatrelief": a_vat_relief,
    "terms": some_terms,
    "cost": a_cost,
    "limit": a_limit,
    "guarantee": a_guarantee,
    "source": a_source,
    "reason": a_reason,
    "schedule": a_schedule,
    "load": a_load,
    "consent": a_consent,
    "consenttext": a_consent_text,
    "datarequest": a_data_request,
    "retentionrule": a_retention_rule,
    "logo": a_logo,
    "accent": an_accent,
    "financerow": a_finance_row,
    "filerow": a_file_row,
    "slikcheck": a_slik_check,
    "memo": a_memo,
    "scoredmemo": a_scored_memo,
    "scoresheet": a_score_sheet,
    "fileslik": a_file_slik_check,
    "collectibility": some_classes,
    "letter": a_letter,
    "lettersetting": a_letter_setting,
    "ratefloor": a_rate_floor,
    "need": a_need,
    "rival": a_rival,
    "simulation": a_simulation,
    "receipt": a_receipt,
    "promotion": a_promotion,
    "shown": a_shown,
    "riplay": a_riplay,
    "generalriplay": a_general_riplay,
    "riplaytext": a_riplay_text,
    "receiptquiz": a_receipt_quiz,
    "riplayrule": a_riplay_rule,
    "partner": a_partner,
    "partnercontact": a_partner_contact,
    "project": a_project,
    "unit": a_unit,
    "creditproposal": a_credit_proposal,
    "waitingproposal": a_waiting_proposal,
    "decision": a_decision,
    "signedfile": a_signed_file,
    "decisionlimit": a_decision_limit,
    "committee": a_committee,
    "decisionpolicy": a_policy,
}


def make(kind: str, place: str, bank: Bank, people: dict[str, User]) -> Args:
    """Make the object of this kind at this place and return the parts of its address."""
    owner, _, analyst = place.partition(">")
    args = KINDS[kind](bank, people[owner])
    if analyst:
        row = Opportunity.objects.system("a test assigns it").filter(public_id=args["public_id"])
        row.update(analyst=people[analyst])
    return args
