"""Reports as paper and mail: made once, the same bytes, for the right person, without a name."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO, StringIO

import pypdf
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core.outbox.mail import deliveries_of
from core.outbox.models import Run
from core.periods import week_of
from org.models import AuditEntry, BankSettings, User
from prospects.models import Prospect
from reports import planning, rendering
from reports.definitions import definitions, weekly
from reports.mails import WeeklyReportMail
from reports.models import Report, ReportEdition, ReportSchedule
from reports.services import build_branch, page_html
from tests.factories.bank import Bank
from tests.factories.reports import CANARIES, MONDAY, SUNDAY, at, hold, make_week, move

WEEK = week_of(MONDAY)
WEEKLY = definitions()["weekly"]
SignIn = Callable[[User], Client]


def monday(bank: Bank, hour: int = 7, minute: int = 0) -> datetime:
    return at(bank, SUNDAY + timedelta(days=1), hour, minute)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are not what this test looks at: any bytes will do."""

    def render(pages: list[dict[str, str]]) -> list[rendering.Paper]:
        return [rendering.Paper(f"%PDF {page['identifier']}".encode(), 1) for page in pages]

    monkeypatch.setattr(rendering, "render", render)


def build(bank: Bank) -> dict[str, Report]:
    reports = build_branch(WEEKLY, bank.a, WEEK, now=monday(bank))
    return {r.owner.username if r.owner else "branch": r for r in reports}


def paper(report: Report, kind: str) -> bytes:
    return bytes(ReportEdition.objects.get(report=report, kind=kind).content)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def test_rebuilding_after_mondays_work_gives_the_same_bytes(bank: Bank) -> None:
    week = make_week(bank)
    first = {name: (r.sha256, paper(r, "full"), paper(r, "mailed"))
             for name, r in build(bank).items()}  # fmt: skip
    move(week.moved, "documents", bank.ani, monday(bank, 0, 30))
    hold(week.stuck, "analyst", monday(bank, 0, 31), SUNDAY + timedelta(days=9))
    Report.objects.system("test").all().delete()
    again = {name: (r.sha256, paper(r, "full"), paper(r, "mailed"))
             for name, r in build(bank).items()}  # fmt: skip
    assert again == first
    assert set(first) == {"branch", "ani", "budi"}


def test_twice_makes_nothing_twice_and_keeps_what_was_frozen(bank: Bank, quick: None) -> None:
    make_week(bank)
    first = {name: report.pk for name, report in build(bank).items()}
    Prospect.objects.system("test").update(name="Nama Baru")
    assert {name: report.pk for name, report in build(bank).items()} == first
    assert Report.objects.system("test").count() == 3
    assert ReportEdition.objects.count() == 6


def test_a_paper_names_customers_as_they_are_and_its_mailed_edition_by_initials(
    bank: Bank,
) -> None:
    """Markup in a name stays text: nothing is fetched for it, or making the paper would fail."""
    week = make_week(bank)
    payload = '<img src="file:///etc/passwd"><link rel=attachment href=file:///etc/hostname>'
    Prospect.objects.system("test").filter(pk=week.stuck.prospect_id).update(name=payload)
    report = build(bank)["ani"]
    full, mailed = text_of(paper(report, "full")), text_of(paper(report, "mailed"))
    number = Prospect.objects.system("test").get(name="Wahyu Prabowo").number
    assert "Wahyu Prabowo" in full
    assert "file:///etc/passwd" in full
    # Kerning lets the extracted text break before a full stop.
    assert f"{number}(W.P.)" in mailed.replace(" ", "")
    assert not [name for name in CANARIES if name in mailed]


def test_papers_wear_the_banks_colour(bank: Bank, quick: None) -> None:
    make_week(bank)
    report = build(bank)["ani"]
    assert "#0B6480" in page_html(weekly.REPORT, report, "full")
    BankSettings.objects.update_or_create(pk=1, defaults={"accent": "#1D4ED8"})
    html = page_html(weekly.REPORT, report, "full")
    assert "#1D4ED8" in html
    assert "#0B6480" not in html


@pytest.mark.parametrize(
    "payload",
    [
        '<img src="file:///etc/passwd">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<style>@import "file:///etc/passwd";</style>',
        '<div style="background:url(http://127.0.0.1:9/x.png)">x</div>',
        '<svg><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    ],
)
def test_an_address_that_is_no_asset_fails_the_run(payload: str) -> None:
    with pytest.raises(rendering.RenderError):
        rendering.render([{"html": f"<p>Halo</p>{payload}", "identifier": "x"}])


def test_a_failed_paper_is_told_on_the_row(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    make_week(bank)

    def broken(pages: object) -> object:
        raise rendering.RenderError("no room")

    monkeypatch.setattr(rendering, "render", broken)
    with pytest.raises(rendering.RenderError):
        build(bank)
    states = Report.objects.system("test").values_list("state", "reason")
    assert set(states) == {("failed", "RenderError: no room")}


def run_of(bank: Bank) -> Run:
    planning.plan(monday(bank))
    return Run.objects.get(kind="reports.weekly", payload__branch=bank.a.public_id,
                           payload__period=WEEK.key)  # fmt: skip


def test_head_gets_all_and_each_officer_his_own_without_a_customers_name(
    bank: Bank, quick: None
) -> None:
    make_week(bank)
    kind, run = WeeklyReportMail(), run_of(bank)
    mails = kind.work(run, monday(bank))
    assert {m.recipient_id: len(m.attachments) for m in mails} == {
        bank.dewi.pk: 3, bank.ani.pk: 1, bank.budi.pk: 1,
    }  # fmt: skip
    for delivery in deliveries_of(run, kind, mails, now=monday(bank)):
        raw = bytes(delivery.body or b"").decode()
        assert not [name for name in CANARIES if name in raw]
        assert delivery.holds_doubt
    assert not [n for m in mails for n in (*CANARIES, "+62", "610.000.000") if n in m.text + m.html]


def test_a_head_who_moved_gets_nothing_any_more(bank: Bank, quick: None) -> None:
    make_week(bank)
    kind, run = WeeklyReportMail(), run_of(bank)
    kind.work(run, monday(bank))
    assert kind.may_receive(run, User.objects.get(pk=bank.dewi.pk), monday(bank))
    User.objects.filter(pk=bank.dewi.pk).update(branch=bank.b)
    assert not kind.may_receive(run, User.objects.get(pk=bank.dewi.pk), monday(bank))
    User.objects.filter(pk=bank.ani.pk).update(is_active=False)
    assert not kind.may_receive(run, User.objects.get(pk=bank.ani.pk), monday(bank))


def test_each_branch_is_due_at_seven_on_its_own_monday(bank: Bank) -> None:
    def weeks(moment: datetime) -> set[tuple[str, str]]:
        planning.plan(moment)
        runs = Run.objects.filter(kind="reports.weekly")
        codes = {bank.a.public_id: "A", bank.b.public_id: "B", bank.c.public_id: "C"}
        return {(codes[r.payload["branch"]], r.payload["period"]) for r in runs}

    in_jayapura = monday(bank, 5)  # 07.00 in WIT
    before = weeks(in_jayapura - timedelta(minutes=1))
    assert (before & {("C", "2026-W47"), ("A", "2026-W47")}) == set()
    assert ("C", "2026-W47") in weeks(in_jayapura)
    assert ("A", "2026-W47") not in weeks(in_jayapura)
    found = weeks(monday(bank))
    assert ("A", "2026-W47") in found
    assert weeks(monday(bank, 8)) == found


def test_a_schedule_switched_off_plans_nothing(bank: Bank) -> None:
    planning.ensure_schedules()
    ReportSchedule.objects.update(is_active=False)
    assert planning.plan(monday(bank)) == 0


def test_the_command_makes_once_and_mails_only_when_told(bank: Bank, quick: None) -> None:
    make_week(bank)
    out = StringIO()
    for _ in range(2):
        call_command(
            "build_reports", "--as-of", "2026-11-23", "--branch", "A", "--json", stdout=out
        )
    assert Report.objects.system("test").count() == 3
    assert not Run.objects.filter(kind="reports.weekly").exists()
    call_command("build_reports", "--as-of", "2026-11-23", "--branch", "A", "--send", stdout=out)
    assert Run.objects.filter(kind="reports.weekly").count() == 1


def test_pages_show_the_report_to_whom_it_concerns(
    bank: Bank, sign_in: SignIn, quick: None
) -> None:
    make_week(bank)
    report = build(bank)["ani"]
    detail = reverse("reports:report-detail", args=[report.public_id])
    download = reverse("reports:report-pdf", args=[report.public_id])
    page = sign_in(bank.ani).get(detail).content.decode()
    assert "Wahyu Prabowo" in page
    assert sign_in(bank.citra).get(detail).status_code == 404
    assert sign_in(bank.citra).get(download).status_code == 404
    response = sign_in(bank.dewi).get(download)
    assert response["Content-Disposition"].startswith("attachment")
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == (
        "nosniff",
        "no-store",
    )
    entry = AuditEntry.objects.get(action="report.download")
    assert (entry.actor, entry.object_id) == (bank.dewi, report.public_id)


def test_an_officer_lists_his_own_the_head_the_branchs(
    bank: Bank, sign_in: SignIn, quick: None
) -> None:
    make_week(bank)
    build(bank)
    address = reverse("reports:report-list")
    own = sign_in(bank.ani).get(address).content.decode()
    assert "Ani Lestari" in own
    assert "Budi Santosa</a>" not in own
    assert "Budi Santosa</a>" in sign_in(bank.dewi).get(address).content.decode()
    assert sign_in(bank.rudi).get(address).status_code == 403


def test_the_shared_day_names_no_customer(bank: Bank, sign_in: SignIn) -> None:
    make_week(bank)
    for person in (bank.ani, bank.dewi):
        page = sign_in(person).get(reverse("reports:summary-text")).content.decode()
        assert not [name for name in CANARIES if name in page]
    assert sign_in(bank.eko).get(reverse("reports:summary-text")).status_code == 403
