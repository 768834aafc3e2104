"""The development mailbox: kept mails are read, closed in, and unknown outside development."""

from email.message import EmailMessage

import pytest
from django.test import override_settings
from django.urls import NoReverseMatch, reverse

from aoportal.local.mailbox import save_mail
from tests import mailbox_urls

pytestmark = pytest.mark.django_db  # every page names the bank
PDF = b"%PDF-1.7 report"


@pytest.fixture
def mailbox(tmp_path):
    with override_settings(MAILBOX=str(tmp_path), ROOT_URLCONF=mailbox_urls.__name__):
        yield tmp_path


@pytest.fixture
def mail(mailbox):
    message = EmailMessage()
    message["Subject"] = "Laporan <mingguan>"
    message["From"] = "portal@aoportal.example"
    message["To"] = "dewi@aoportal.example"
    message.set_content("Isi biasa")
    message.add_alternative("<p>Isi</p><script>alert(1)</script>", subtype="html")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="laporan.pdf")
    return save_mail(mailbox, message.as_bytes(), ["dewi@aoportal.example"]).stem


def test_lists_and_shows_a_mail(client, mail):
    page = client.get("/dev/mailbox/").text
    assert "Laporan &lt;mingguan&gt;" in page
    assert "laporan.pdf" in page
    shown = client.get(f"/dev/mailbox/{mail}/").text
    assert "Isi biasa" in shown
    assert "<script>alert" not in shown


def test_the_html_part_is_closed_in(client, mail):
    answer = client.get(f"/dev/mailbox/{mail}/html/")
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy


def test_an_attachment_is_saved_as_it_came(client, mail):
    page = client.get(f"/dev/mailbox/{mail}/").text
    index = page.split("/attachments/")[1].split("/")[0]
    answer = client.get(f"/dev/mailbox/{mail}/attachments/{index}/")
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="laporan.pdf"'


@pytest.mark.parametrize("name", ["..%2Fsecrets.env", "20260101T000000000000-00000000", "x"])
def test_no_other_file_is_read(client, mailbox, name):
    (mailbox.parent / "secrets.eml").write_text("Subject: secret\n\n")
    assert client.get(f"/dev/mailbox/{name}/").status_code == 404


def test_outside_development_the_page_does_not_exist(client):
    with pytest.raises(NoReverseMatch):
        reverse("mailbox")
