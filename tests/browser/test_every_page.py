"""Every main page on a phone and a desktop, light and dark, in both languages."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request

from core.outbox import worker
from core.periods import week_of
from followups.models import FollowUp
from offers.decisions.voting import Ballot, vote
from offers.letters import drafts as letters
from offers.letters.services import submit
from offers.receipts import services as receipts
from offers.riplay import services as riplays
from offers.simulations import services as simulations
from org.models import User
from products.calculators.loans import Period
from products.simulation import Loan
from prospects import consents, pipeline, rights
from prospects.finance import slik
from prospects.finance.reading import Subject
from prospects.imports import uploads
from prospects.models import ImportFile, Opportunity, Partner, Prospect
from reports.definitions import definitions
from reports.models import Report
from reports.services import freeze
from reports.weekly.target import branch_target
from tests.browser.watching import DESKTOP, PHONE, Visit
from tests.factories.bank import Bank
from tests.factories.decisions import make_file, make_limits, put_forward
from tests.factories.finance import fill_picture, make_score_sheet
from tests.factories.followups import TODAY, make_step
from tests.factories.prospects import NOW, make_opportunity, make_prospect
from tests.factories.rates import make_draft, make_sheet

pytestmark = pytest.mark.browser

FIRST_VIEW = 200 * 1024  # bytes over the wire
FINGER = 44  # pixels
PAGES = {
    "ani": (
        "/today/", "/calendar/", "/prospects/", "/prospects/new/", "/prospects/{prospect}/",
        "/prospects/{prospect}/edit/", "/prospects/{prospect}/phones/",
        "/prospects/{prospect}/links/", "/prospects/{prospect}/merge/{twin}/",
        "/prospects/{prospect}/finance/",
        "/prospects/{prospect}/finance/slik/",
        "/prospects/{prospect}/finance/slik/{slik}/result/",
        "/pipeline/{deal}/finance/facility/new/", "/pipeline/{deal}/proposal/",
        "/pipeline/{deal}/memo/", "/pipeline/{deal}/memo/risk/",
        "/pipeline/{deal}/memo/capacity/", "/pipeline/{deal}/memo/score/",
        "/pipeline/", "/pipeline/table/", "/pipeline/{deal}/",
        "/letters/", "/letters/{letter}/", "/letters/{letter}/edit/",
        "/pipeline/{deal}/documents/", "/pipeline/{deal}/documents/ktp/receive/", "/documents/",
        "/pipeline/{deal}/documents/ktp/bring/", "/pipeline/{deal}/documents-missing/",
        "/pipeline/{deal}/cross-check/",
        "/prospects/transfers/", "/prospects/import/",
        "/prospects/import/{draft}/check/", "/prospects/import/{done}/",
        "/prospects/import/{done}/undo/",
        "/org/profile/", "/org/more/",
        "/dashboard/summary/", "/introductions/",
        "/simulasi/", "/simulasi/KPR/", "/catalogue/", "/catalogue/KPR/",
        "/prospects/{prospect}/simulate/KPR/?price=9.999.999.999&down_payment=1&rate=11",
        "/simulations/{simulation}/", "/simulasi/KPR/for/", "/receipts/", "/receipts/{receipt}/",
        "/receipts/{receipt}/sheet/", "/riplay/", "/riplay/{riplay}/",
        "/shown/", "/shown/list/", "/prospects/{prospect}/shown/new/",
        "/follow-ups/{step}/outcome/",
        "/prospects/{prospect}/consents/", "/prospects/{prospect}/consents/new/",
        "/prospects/{prospect}/consents/sheet/", "/prospects/{prospect}/requests/new/",
    ),
    "dewi": (
        "/letters/approvals/",
        "/decisions/", "/pipeline/{proposed}/proposals/1/",
        "/pipeline/{proposed}/proposals/1/vote/", "/dashboard/", "/dashboard/late/",
        "/pipeline/", "/pipeline/money/", "/prospects/",
        "/reports/", "/reports/{report}/", "/privacy/", "/privacy/{request}/",
        "/handover/", "/handover/{person}/", "/administration/territories/?id=new",
        "/exports/", "/exports/new/?table=opportunities",
    ),
    "rudi": ("/pipeline/{deal}/cross-check/", "/pipeline/{deal}/documents/",
        "/booking/?show=money", "/pipeline/{signed}/booking/akad/",
        "/pipeline/{decided}/sppk/"),
    "eko": ("/audit/", "/audit/?log=acts", "/audit/?log=changes"),
    "hana": ("/exports/", "/privacy/retention/", "/prospects/import/",
        "/prospects/import/{file}/check/",
        "/administration/products/?id=new", "/administration/costs/?id=new",
        "/administration/terms/", "/administration/guarantee/?id=new",
        "/administration/papers/?id=new", "/administration/paper-rules/?id=new",
        "/administration/decision-limits/", "/administration/committees/?id=new",
        "/administration/sheets/?id={sheet}", "/administration/sheets/{sheet}/compare/",
        "/administration/tiers/?id=new", "/administration/region-rules/?id=new",
        "/administration/score-sheets/", "/partners/?id={partner}"),
    "gita": ("/dashboard/",),
    "admin": ("/administration/", "/administration/users/", "/administration/users/?id={person}",
        "/administration/users/?id=new", "/administration/users/?id={person}&tab=history",
        "/administration/branches/?id={branch}", "/administration/teams/",
        "/administration/regions/?id=new", "/administration/holidays/",
        "/administration/holidays/import/", "/administration/users/{person}/close/",
        "/administration/delegations/?id=new", "/administration/lockouts/",
        "/administration/bank/", "/administration/schedules/", "/administration/sources/?id=new",
        "/administration/people/load/", "/org/first-steps/?step=2", "/org/first-steps/?step=4",
        "/operations/"),
}  # fmt: skip
# Pages that are printed look like the paper they become.
PAPERS = {"/receipts/{receipt}/sheet/", "/prospects/{prospect}/consents/sheet/",
          "/pipeline/{deal}/documents-missing/"}  # fmt: skip
# What a customer signs is in the language he was told it in.
CUSTOMERS_OWN = {"/receipts/{receipt}/sheet/", "/pipeline/{deal}/documents-missing/"}
# Small or covered things a finger is not meant for are left out: text links within sentences.
TOO_SMALL = """least => [...document.querySelectorAll(
  ".ao-tabbar a, .ao-btn, .ao-ib, button, .ao-qlog a, .ao-li.ao-lnk, .ao-it")]
  .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true})
               && !e.closest("template, [hidden], .ao-vh"))
  .map(e => {
    const box = e.getBoundingClientRect();
    const heights = ["::before", "::after"].map(part => {
      const style = getComputedStyle(e, part);
      const isThere = style.position === "absolute" && style.content !== "none";
      return isThere ? parseFloat(style.height) || 0 : 0;
    });
    const height = Math.round(Math.max(box.height, ...heights));
    return [height, e.className, e.textContent.trim().slice(0, 30)];
  })
  .filter(([height]) => height && height < least)"""
FIRST_VIEWS = (("ani", "/today/"), ("ani", "/prospects/new/"), ("dewi", "/dashboard/"))
WIDER = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
# What stands at the end of a page must not lie behind the bar of a phone.
BEHIND = """() => {
  const bar = document.querySelector(".ao-tabbar"), page = document.scrollingElement;
  const main = document.querySelector("main");
  if (!bar || !bar.offsetHeight || !main) return 0;
  return Math.round(main.getBoundingClientRect().bottom + scrollY + bar.offsetHeight
                    - page.scrollHeight);
}"""
LOOKS = (("light", "id"), ("dark", "en"))


def furnish(bank: Bank) -> dict[str, str]:
    """Put something on every page; return what the addresses need."""
    long_name = "Fadhlurrahman Al-Hakimi Daulay Hartadinatakusumah, S.E., M.M."
    deal = make_opportunity(bank.ani, bank.kpr, long_name, amount=999_999_999_999,
                            company="PT Mitra Logam Perkasa Abadi Sejahtera Bersama")  # fmt: skip
    for stage in ("interested", "documents", "analysis"):
        pipeline.move_stage(deal, stage=stage, version=deal.version, actor=bank.ani, now=NOW)
    fill_picture(deal, bank.ani, price=900_000)
    make_score_sheet(bank, minimum=Decimal("3.5"), guide="5 = sangat baik. " * 9)
    partner = Partner.objects.create(kind="developer", name=long_name, branch=bank.a)
    for number in range(4):
        make_opportunity(bank.ani, bank.kur, f"Nasabah {number}", amount=50_000_000 + number)
    step: FollowUp = make_step(bank.ani, "Ratnawati Hapsariningrum, S.E.", on=TODAY)
    return {
        "sheet": rival_sheets(bank),
        "twin": make_prospect(bank.ani, long_name, address="Jl. Melati 3").public_id,
        "prospect": deal.prospect.public_id, "deal": deal.public_id, "step": step.public_id,
        "report": freeze_report(bank).public_id,
        "request": ask_erasure(deal.prospect, bank.ani),
        "slik": ask_slik(deal.prospect, bank.ani),
        "letter": write_letter(deal, bank.ani),
        **bring_lists(bank),
        **keep_simulation(bank, deal.prospect),
        **put_to_decision(bank, long_name),
        "partner": partner.public_id, "person": bank.ani.public_id, "branch": bank.a.public_id,
    }  # fmt: skip


def rival_sheets(bank: Bank) -> str:
    """Return a draft beside the version in force."""
    make_sheet(bank, bank.kpr, "7", note="Awal tahun")
    return str(make_draft(bank, bank.kpr, "8", valid_from=TODAY + timedelta(days=40)).public_id)


def keep_simulation(bank: Bank, person: Prospect) -> dict[str, str]:
    """Keep a simulation with long figures, fixed at first, and a point of it that is not clear."""
    rates = Period(Decimal("6.75"), 36), Period(Decimal("11.5"), 204)
    loan = Loan(bank.kpr, Decimal(999_999_999_999), rates, TODAY)
    kept = simulations.save(person, loan, "", actor=bank.ani, now=NOW)
    receipt = receipts.begin(kept, actor=bank.ani, now=NOW)
    said = {1: True, 2: False}
    receipts.answer(receipt, said, path="phone", device="", actor=bank.ani, now=NOW)
    riplay = riplays.begin(kept, actor=bank.ani, now=NOW)
    return {"simulation": kept.public_id, "receipt": receipt.public_id, "riplay": riplay.public_id}


def put_to_decision(bank: Bank, name: str) -> dict[str, str]:
    """Put one file forward, and let another wait for its money."""
    make_limits()
    row = make_file(bank.ani, bank.kpr, name)
    put_forward(row, bank.ani, collateral="SHM 00123/Sukamaju", conditions="Asuransi jiwa aktif")
    decided = make_file(bank.ani, bank.kpr, name)
    vote(put_forward(decided, bank.ani, conditions="Asuransi jiwa aktif"),
         Ballot("approve", "Layak"), version=1, actor=bank.dewi, now=NOW)  # fmt: skip
    signed = make_opportunity(bank.ani, bank.kpr, name, amount=999_999_999_999)
    Opportunity.objects.system("after the akad").filter(pk=signed.pk).update(stage="signing")
    return {"proposed": row.public_id, "signed": signed.public_id, "decided": decided.public_id}


def write_letter(deal: Opportunity, by: User) -> str:
    """Return the draft of an offer; another one waits for the head."""
    values = {
        "amount": Decimal(900_000_000), "months": 180, "rate": Decimal(7), "language": "both",
        "recipient": "N", "valid_until": TODAY + timedelta(days=30),
    }  # fmt: skip
    rows = [letters.write(deal, "offer", values, actor=by, now=NOW, today=TODAY) for _ in range(2)]
    submit(rows[0], version=1, reason="Uji", actor=by, now=NOW, today=TODAY)
    return str(rows[1].public_id)


def ask_erasure(person: Prospect, by: User) -> str:
    """Let the person agree to a credit check, and ask for erasure although a file is in work."""
    consents.give_consent(
        person, purpose="slik", medium="paper", given_at=NOW, reference="PR-26-00001/261118",
        actor=by, now=NOW,
    )  # fmt: skip
    request = rights.record(
        person, kind="erasure", medium="message", received_at=NOW, actor=by, now=NOW
    )
    return str(request.public_id)


def ask_slik(person: Prospect, by: User) -> str:
    """Ask SLIK about the person, who agreed; its answer waits to be entered."""
    check = slik.request(Subject(person), whose="debtor", purpose="Uji", actor=by, now=NOW)
    return str(check.public_id)


LIST = "Nama Lengkap\tNo HP/WA\tMinat\tRencana\tTgl Datang\n" + "".join(
    f"Hj. Fadhlurrahman Daulay Hartadinatakusumah\t0813-5550-1{n:03d}\tKPR\t{amount}\t14/11/2026\n"
    for n, amount in enumerate(("600jt", "1,2 M", "sejuta", "999.999.999.999"))
)
FILE = "Kunci;Nama;HP;Sumber\n1;Agus Hartadinatakusumah Al-Hakimi Daulay;0813 5550 2000;Arisan\n"


def bring_lists(bank: Bank) -> dict[str, str]:
    """Bring a list that waits, one that is imported, and a file for many officers."""

    def bring(cells: str, entity: str, by: User) -> ImportFile:
        return uploads.take(
            cells.encode(), "daftar-hadir-pameran.csv", entity=entity, user=by, branch=bank.a,
            now=NOW,
        )  # fmt: skip

    done = bring(LIST, "own", bank.ani)
    uploads.start(done, now=NOW)
    while worker.perform_run() != worker.NOTHING:
        pass
    draft, file = bring(LIST, "own", bank.ani), bring(FILE, "prospects", bank.hana)
    return {"draft": draft.public_id, "done": done.public_id, "file": file.public_id}


def freeze_report(bank: Bank) -> Report:
    """Freeze the figures of the week; its paper is nothing a browser looks at."""
    report = freeze(definitions()["weekly"], branch_target(bank.a), week_of(TODAY), now=NOW)
    report.state, report.made_at = Report.State.MADE, NOW
    report.save(update_fields=["state", "made_at"])
    return report


def weigh(visit: Visit) -> list[int]:
    """Note the bytes of every answer from now on, with our files packed as in production."""
    sizes: list[int] = []

    def came(request: Request) -> None:
        answer = request.response()
        body = answer.body() if answer else b""
        is_text = urlsplit(request.url).path.endswith((".css", ".js", ".svg"))
        sizes.append(len(gzip.compress(body)) if is_text else len(body))

    visit.page.on("requestfinished", came)
    return sizes


@pytest.mark.long
@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_pages_fit_and_stay_quiet(
    visit: Callable[..., Visit], bank: Bank, theme: str, language: str
) -> None:
    ids = furnish(bank)
    User.objects.update(theme=theme, language=language)
    faults: list[str] = []
    for name, paths in PAGES.items():
        person = visit(name)
        for path in paths:
            person.resize(PHONE)
            person.open(path.format(**ids))
            html = person.page.locator("html")
            speaks = "id" if path in CUSTOMERS_OWN else language
            assert html.get_attribute("lang") == speaks, path
            on_paper = path in PAPERS
            assert html.get_attribute("data-bs-theme") == ("light" if on_paper else theme), path
            small = person.page.evaluate(TOO_SMALL, FINGER)
            faults += [f"{path}: too small for a finger: {target}" for target in small]
            if (behind := person.page.evaluate(BEHIND)) > 0:
                faults.append(f"{path}: {behind} pixels at the end lie behind the bar")
            faults += [f"{path} scrolls sideways at {width} pixels" for width in too_wide(person)]
    assert not faults, "\n".join(faults)


def too_wide(person: Visit) -> list[int]:
    """Return the widths, of a phone and a desktop, at which the open page scrolls sideways."""
    wide = []
    for device in (PHONE, DESKTOP):
        person.resize(device)
        if person.page.evaluate(WIDER) > 0:
            wide.append(device["viewport"]["width"])
    return wide


@pytest.mark.parametrize(("name", "path"), FIRST_VIEWS)
def test_the_first_view_is_light(
    visit: Callable[..., Visit], bank: Bank, name: str, path: str
) -> None:
    furnish(bank)
    cookies = visit(name).page.context.cookies()
    person = visit()  # a device that has nothing kept
    person.page.context.add_cookies(cookies)
    sizes = weigh(person)
    person.open(path)
    person.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= FIRST_VIEW
