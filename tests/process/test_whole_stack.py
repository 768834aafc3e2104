"""The journey of a first day against the real thing: web, worker, beat, pump and a mail server."""

from __future__ import annotations

import email
import email.policy
import http.client
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, expect

from tests import template
from tests.browser.watching import DESKTOP, PHONE, Visit
from tests.process.stack import ROOT, Stack, free_port, running, wait_for

pytestmark = [
    pytest.mark.browser, pytest.mark.process, pytest.mark.enable_socket,
    pytest.mark.xdist_group("beside the kills"),
]  # fmt: skip

MONDAY = "2026-11-23T00:05:00+00:00"  # 07.05 WIB: the week before has just been reported
LAST_WEEK = """
import django; django.setup()
from datetime import timedelta
from tests.factories.bank import make_bank
from tests.factories.prospects import NOW, make_opportunity
bank = make_bank()
for days, name in enumerate(("Ratnawati Hapsariningrum", "Tigor Simarlela")):
    make_opportunity(bank.ani, bank.kpr, name, amount=450_000_000, now=NOW + timedelta(days=days))
"""
SAVED = re.compile(r"/prospects/(?!new/)\w+/$")


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """A small bank with all its processes, on Monday morning."""
    with running(tmp_path, template.ensure(), AOPORTAL_NOW=MONDAY) as stack:
        subprocess.run(
            [sys.executable, "-c", LAST_WEEK], cwd=ROOT, env=stack.environment, check=True,
            timeout=120,
        )  # fmt: skip
        start(stack)
        yield stack


def start(stack: Stack) -> None:
    """Start everything `make up` starts."""
    python = sys.executable
    stack.spawn("mail", python, "-m", "aoportal.local.mailbox", "--port", str(stack.mail_port),
                "--folder", str(stack.folder / "mail"))  # fmt: skip
    for name in ("broker", "worker1", "pump1"):
        stack.start(name)
    stack.spawn("beat", python, "-m", "celery", "-A", "aoportal", "beat",
                "-s", str(stack.folder / "schedule"))  # fmt: skip
    stack.environment |= {"PORT": str(free_port()), "HOST": "127.0.0.1"}
    stack.spawn("web", python, "-m", "gunicorn", "aoportal.wsgi:application")
    wait_for(lambda: answers(int(stack.environment["PORT"])), 60, "the web answers")
    stack.wait_until_ready()


def answers(port: int) -> bool:
    """Whether the web server can work."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/readyz")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def mails(stack: Stack, address: str) -> list[EmailMessage]:
    """Return what the mail server took for one person."""
    files = sorted((stack.folder / "mail").glob("*.eml"))
    read = email.policy.default
    found = [email.message_from_bytes(path.read_bytes(), policy=read) for path in files]
    return [mail for mail in found if mail["X-Envelope-To"] == address]


def papers(stack: Stack, address: str) -> list[bytes]:
    """Return the PDFs of the week that ended yesterday; the one before may come first."""
    new = [mail for mail in mails(stack, address) if "47" in str(mail["Subject"])]
    parts = [part for mail in new for part in mail.iter_attachments()]
    return [part.get_content() for part in parts if part.get_content_type() == "application/pdf"]


def new_prospects(visit: Visit) -> int:
    """Read the figure from the dashboard."""
    visit.open("/dashboard/")
    figure = visit.page.locator("[data-figure=new_prospects]").first
    return int(figure.get_attribute("data-count") or 0)


def device(browser: Browser, stack: Stack, kind: dict[str, Any], name: str) -> Visit:
    visit = Visit(browser, f"http://127.0.0.1:{stack.environment['PORT']}", kind, (), {})
    visit.sign_in(name)
    return visit


def test_from_a_prospect_to_the_weekly_paper(stack: Stack, browser: Browser) -> None:
    dewi = device(browser, stack, DESKTOP, "dewi")
    before = new_prospects(dewi)

    ani = device(browser, stack, PHONE, "ani")
    ani.tap(".ao-tabbar a.ao-add")
    ani.fill("#id_name", "Sugimin")
    ani.fill("#id_phone", "0812-5550-1234")
    ani.choose("label:has(input[name=product])")
    ani.tap("form[data-draft-key=prospect-add] button.ao-btn-p")
    ani.page.wait_for_url(SAVED)
    assert (ani.taps, ani.fields) == (2, 3)
    ani.open("/today/")
    coming = ani.page.locator(".ao-td-steps")
    expect(coming).to_contain_text("Sugimin")
    expect(coming).to_contain_text("Besok")

    assert new_prospects(dewi) == before + 1

    wait_for(lambda: papers(stack, "dewi@bank.example"), 90, "the head's weekly paper")
    wait_for(lambda: papers(stack, "ani@bank.example"), 30, "the officer's weekly paper")
    pages = pypdf.PdfReader(io.BytesIO(papers(stack, "dewi@bank.example")[0])).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert "KC Bandung" in text
    assert "22 Nov" in text  # the Sunday the week ended
    for mail in mails(stack, "dewi@bank.example"):
        assert "Ratnawati" not in str(mail["Subject"])
    assert "Ratnawati" not in text  # the mailed edition names nobody
    for visit in (ani, dewi):
        visit.close()
        assert visit.mistakes == []
