"""Files of papers: what is taken, what is refused, who reads them, and lines that break."""

from __future__ import annotations

import base64
import io
import warnings
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, TiffImagePlugin

from core import sealed_files
from core.crypto import DecryptionError
from core.outbox import worker
from core.outbox.models import Run
from documents import cleaning, cleaning_child, cleanup, services, uploads
from documents.models import Document, DocumentFile, DocumentType, Upload
from documents.rules import set_employment
from org.models import AuditEntry, User
from prospects.models import Opportunity
from prospects.privacy.copying import copy_of
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Files of this test lie in a folder of its own, at a fixed moment."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield tmp_path


@pytest.fixture
def deal(bank: Bank) -> Opportunity:
    row = make_opportunity(bank.ani, bank.kpr, amount=600_000_000)
    set_employment(row, "K")
    return row


# --- what people send --------------------------------------------------------------------------


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **more)
    return out.getvalue()


def located() -> bytes:
    """A photo that tells where it was taken: 6.25 S, 106.8 E."""
    exif = Image.Exif()
    number = TiffImagePlugin.IFDRational
    exif[0x8825] = {1: "S", 2: (number(6), number(15), number(0)), 3: "E",
                    4: (number(106), number(48), number(0))}  # fmt: skip
    exif[0x010F] = "KameraUji"
    return picture(exif=exif)


def paper(change: Callable[[pikepdf.Pdf], None] = lambda _pdf: None, **save: Any) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    change(pdf)
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def acting(pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary({"/S": pikepdf.Name("/JavaScript"), "/JS": "app.alert(1)"})
    pdf.Root["/OpenAction"] = script
    pdf.Root["/Names"] = pikepdf.Dictionary({"/JavaScript": pikepdf.Dictionary(
        {"/Names": pikepdf.Array(["a", pdf.make_indirect(script)])})})  # fmt: skip
    pdf.pages[0].obj["/AA"] = pikepdf.Dictionary({"/O": script})


def embedding(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["virus.exe"] = b"MZ" * 40


def asking(pdf: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary({"/FT": pikepdf.Name("/Tx"), "/T": "nik", "/V": "rahasia"})
    pdf.Root["/AcroForm"] = pikepdf.Dictionary({"/Fields": pikepdf.Array([field])})
    link = pikepdf.Dictionary({"/Type": pikepdf.Name("/Annot"), "/Subtype": pikepdf.Name("/Link"),
                               "/Rect": [0, 0, 9, 9], "/A": pikepdf.Dictionary(
        {"/S": pikepdf.Name("/URI"), "/URI": "https://jahat.example"})})  # fmt: skip
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(link)])


def launching(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = pikepdf.Dictionary({"/S": pikepdf.Name("/Launch"), "/F": "cmd.exe"})


def swelling(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(b"\0" * (80 * 1024**2), 9), filter=pikepdf.Name("/FlateDecode"))
    pdf.pages[0].obj["/Contents"] = stream


def png_bomb(side: int) -> bytes:
    """A header that says `side` x `side`; nothing behind it is worth decoding."""
    body = picture("PNG")
    width = side.to_bytes(4, "big")
    head = b"IHDR" + width + width + body[24:29]
    return body[:12] + head + zlib.crc32(head).to_bytes(4, "big") + body[33:]


BAD: dict[str, tuple[bytes, str]] = {
    "text": (b"Nama;NIK\n", "type"),
    "html": (b"<!doctype html><script>alert(1)</script>", "type"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type"),
    "gif": (picture("GIF"), "type"),
    "bmp": (picture("BMP"), "type"),
    "tiff": (picture("TIFF"), "type"),
    "zip": (b"PK\x03\x04" + b"\0" * 40, "type"),
    "exe": (b"MZ" + b"\0" * 400, "type"),
    "gif that is a script": (b"GIF89a/*" + b"*/=0;alert(1)", "type"),
    "pdf behind a script": (b"<script>1</script>" + paper(), "type"),
    "pdf in name only": (b"%PDF-1.7\n<script>alert(1)</script>", "broken"),
    "pdf cut short": (paper()[:120], "broken"),
    "jpeg in name only": (b"\xff\xd8\xff\xe0" + b"<script>" * 40, "broken"),
    "jpeg cut short": (picture(size=(400, 400), quality=95)[:300], "broken"),
    "png in name only": (b"\x89PNG\r\n\x1a\n" + b"A" * 80, "broken"),
    "webp in name only": (b"RIFF\x10\0\0\0WEBP" + b"A" * 40, "broken"),
    "png of 9000 px": (png_bomb(9000), "pixels"),
    "png of 13000 px": (png_bomb(13000), "pixels"),
    "png of 4 billion px": (png_bomb(65000), "pixels"),
    "png of 20000 px a side": (picture("PNG", (20_000, 2)), "pixels"),
    "locked pdf": (paper(encryption=pikepdf.Encryption(owner="a", user="b")), "locked"),
    "pdf that swells": (paper(swelling), "unpacks"),
    "empty pdf": (paper(lambda pdf: pdf.pages.__delitem__(0)), "pages"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_with_a_reason(name: str) -> None:
    content, code = BAD[name]
    with pytest.raises(cleaning.RefusedFile) as refusal:
        cleaning.cleaned([content])
    assert str(refusal.value) == code
    assert cleaning.REFUSALS[code]


def names_in(content: bytes) -> set[str]:
    """Return every key of every object of a PDF."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                found |= set(one.keys())
        found |= set(pdf.Root.keys())
    return found


@pytest.mark.parametrize("change", [acting, embedding, asking, launching])
def test_what_acts_or_hides_is_taken_out_of_a_pdf(change: Callable[..., None]) -> None:
    clean = cleaning.cleaned([paper(change) + b"PK\x03\x04<script>alert(1)</script>"])
    assert (clean.media_type, clean.pages) == ("application/pdf", 1)
    forbidden = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/EmbeddedFiles", "/AcroForm", "/URI",
                 "/Launch", "/Names"}  # fmt: skip
    assert not names_in(clean.content) & forbidden
    for trace in (b"<script>", b"jahat", b"rahasia", b"app.alert", b"cmd.exe", b"PK\x03\x04"):
        assert trace not in clean.content


def test_a_photo_loses_what_it_tells_and_a_visit_photo_keeps_the_place_as_data() -> None:
    clean = cleaning.cleaned([located() + b"<script>alert(1)</script>"])
    kept = Image.open(io.BytesIO(clean.content))
    assert (kept.format, dict(kept.getexif()), clean.position) == ("JPEG", {}, None)
    assert b"<script>" not in clean.content
    assert b"KameraUji" not in clean.content
    visit = cleaning.cleaned([located()], keeps_position=True, caption="18 November 2026 · Ani")
    assert visit.position == {"latitude": -6.25, "longitude": 106.8, "taken_at": ""}
    drawn = Image.open(io.BytesIO(visit.content))
    assert dict(drawn.getexif()) == {}
    assert drawn.height > kept.height  # the line below the picture


def test_shots_become_one_pdf_in_their_order() -> None:
    shots = [picture(), picture("PNG"), picture("WEBP", (40, 60)), paper()]
    clean = cleaning.cleaned(shots)
    assert (clean.media_type, clean.pages) == ("application/pdf", 4)
    assert clean.content == cleaning.cleaned(shots).content


# --- at rest -----------------------------------------------------------------------------------


def test_a_file_opens_under_its_own_name_and_key_only(shelf: Path) -> None:
    key, aad, name = sealed_files.new_key(b"a"), b"a", sealed_files.new_name()
    content = b"NIK 3201010101010001" * 99_000
    sealed_files.write("papers", name, content, sealed_key=key, aad=aad)
    path = sealed_files.path_of("papers", name)
    assert b"3201010101010001" not in path.read_bytes()
    assert sealed_files.read("papers", name, sealed_key=key, aad=aad) == content
    other = sealed_files.new_name()
    moved = sealed_files.path_of("papers", other)
    moved.parent.mkdir(parents=True, exist_ok=True)
    moved.write_bytes(path.read_bytes())
    with pytest.raises(DecryptionError):
        sealed_files.read("papers", other, sealed_key=key, aad=aad)
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(DecryptionError):
        sealed_files.read("papers", name, sealed_key=key, aad=aad)
    for bad in ("../x", "a/b", "", ".."):
        with pytest.raises(ValueError, match="name"):
            sealed_files.path_of("papers", bad)


# --- through the front door --------------------------------------------------------------------


def url(row: Opportunity, step: str, *more: str, code: str = "ktp") -> str:
    return reverse(f"documents:paper-{step}", args=[row.public_id, code, *more])


def bring(
    client: Client, row: Opportunity, *contents: bytes, code: str = "ktp", **more: str
) -> Any:
    files = [SimpleUploadedFile(f"f{n}.jpg", one) for n, one in enumerate(contents)]
    return client.post(url(row, "bring", code=code), {"files": files, **more})


def work() -> None:
    Run.objects.filter(state="waiting").update(next_try_at=NOW)
    while worker.perform_run() != worker.NOTHING:
        pass


def the_file() -> DocumentFile:
    return DocumentFile.objects.order_by("-pk")[0]


def test_a_photo_is_checked_kept_sealed_and_read_by_who_reaches_the_application(
    bank: Bank, sign_in: SignIn, deal: Opportunity, shelf: Path
) -> None:
    for person, status in ((bank.eko, 403), (bank.gita, 403), (bank.sinta, 404), (bank.budi, 404)):
        assert bring(sign_in(person), deal, picture()).status_code == status, person
    assert bring(sign_in(bank.ani), deal, picture()).status_code == 303
    file = the_file()
    view = url(deal, "file", file.public_id)
    assert sign_in(bank.ani).get(view).status_code == 423
    work()
    answer = sign_in(bank.rudi).get(view)
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.content)).format == "JPEG"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Sugimin" not in answer["Content-Disposition"]
    assert sign_in(bank.citra).get(view).status_code == 404
    read = AuditEntry.objects.get(action="document_read")
    assert (read.actor, read.object_id) == (bank.rudi, file.public_id)
    small = sign_in(bank.rudi).get(url(deal, "thumbnail", file.public_id))
    assert max(Image.open(io.BytesIO(small.content)).size) <= 160
    found = services.paper_of(deal, DocumentType.objects.get(code="ktp"))
    assert found is not None
    assert (found.state, found.received_by) == ("received", bank.ani)
    stored = [path for path in shelf.rglob("*") if path.is_file()]
    assert len(stored) == 2  # the file and its small picture; the raw shots are gone
    assert not any(answer.content[:64] in path.read_bytes() for path in stored)
    assert not Upload.objects.exists()


def test_a_refused_file_says_why_and_the_paper_stays_missing(
    bank: Bank, sign_in: SignIn, deal: Opportunity, shelf: Path
) -> None:
    assert bring(sign_in(bank.ani), deal, b"%PDF-1.7 bukan").status_code == 303
    work()
    assert (the_file().state, the_file().refusal) == ("refused", "broken")
    page = sign_in(bank.ani).get(reverse("documents:paper", args=[deal.public_id, "ktp"]))
    assert "tidak bisa dibaca" in page.content.decode()
    assert sign_in(bank.ani).get(url(deal, "file", the_file().public_id)).status_code == 404
    assert Document.objects.system("test").get().state == "missing"
    assert not [path for path in shelf.rglob("*") if path.is_file()]


def test_a_new_file_replaces_and_keeps_the_one_before(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    client = sign_in(bank.ani)
    bring(client, deal, picture())
    work()
    first = the_file()
    kind = DocumentType.objects.get(code="ktp")
    version = services.paper_of(deal, kind).version
    services.check(deal, kind, version=version, actor=bank.rudi, now=NOW)
    with time_machine.travel(NOW.replace(minute=9), tick=False):
        bring(client, deal, picture("PNG"), paper())
        work()
    assert (the_file().state, the_file().refusal) == ("ready", "")
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert (the_file().media_type, the_file().pages) == ("application/pdf", 2)
    assert services.paper_of(deal, kind).state == "received"  # to be checked anew
    assert client.get(url(deal, "file", first.public_id)).status_code == 200


def begin(client: Client, row: Opportunity, content: bytes, **more: Any) -> Any:
    body = {"key": "kunci-0001", "batch": "tumpuk-0001", "name": "ktp.jpg", "size": len(content)}
    return client.post(url(row, "begin"), body | more, **JSON)


def put(client: Client, row: Opportunity, shot: str, number: int, content: bytes) -> Any:
    piece = content[number * uploads.CHUNK : (number + 1) * uploads.CHUNK]
    return client.post(url(row, "chunk", shot, str(number)), piece,
                       content_type="application/octet-stream")  # fmt: skip


def test_a_cut_line_goes_on_where_it_was(bank: Bank, sign_in: SignIn, deal: Opportunity) -> None:
    content = picture("PNG") + b"x" * (2 * uploads.CHUNK)
    client = sign_in(bank.ani)
    begun = begin(client, deal, content).json()
    assert (begun["chunks"], begun["have"]) == (3, [])
    shot = begun["id"]
    for number in (0, 2, 0):  # one piece twice
        assert put(client, deal, shot, number, content).status_code == 200
    assert put(client, deal, shot, 1, content[:9]).status_code == 422
    assert put(client, deal, shot, 9, content).status_code == 422
    finish = {"batch": "tumpuk-0002"}
    assert client.post(url(deal, "bring"), finish, **JSON).status_code == 422
    again = begin(client, deal, content, batch="tumpuk-0002").json()  # the page was loaded anew
    assert (again["id"], again["have"]) == (shot, [0, 2])
    assert client.post(url(deal, "bring"), finish, **JSON).status_code == 409
    assert put(sign_in(bank.tono), deal, shot, 1, content).status_code == 404
    client = sign_in(bank.ani)
    assert put(client, deal, shot, 1, content).json()["have"] == [0, 1, 2]
    for _time in range(2):
        assert client.post(url(deal, "bring"), finish, **JSON).status_code == 200
    assert DocumentFile.objects.count() == 1
    work()
    assert the_file().state == "ready"


def test_limits_are_told_with_413(
    bank: Bank, sign_in: SignIn, deal: Opportunity, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(bank.ani)
    large = begin(client, deal, b"", size=uploads.MAX_BYTES + 1)
    assert (large.status_code, "10 MB" in large.json()["error"]) == (413, True)
    assert begin(client, deal, b"", size=0).status_code == 422
    assert begin(client, deal, b"", size=1, key="../../etc").status_code == 422
    monkeypatch.setattr(uploads, "MAX_BYTES", 100)
    whole = bring(client, deal, picture())
    assert (whole.status_code, "10 MB" in whole.content.decode()) == (413, True)
    monkeypatch.undo()
    monkeypatch.setattr(uploads, "FILES_A_MONTH", 2)
    assert begin(client, deal, b"", size=9, key="kunci-0001").status_code == 200
    assert begin(client, deal, b"", size=9, key="kunci-0002").status_code == 200
    assert begin(client, deal, b"", size=9, key="kunci-0003").status_code == 413


def whole(client: Client, row: Opportunity, key: str, content: bytes, **more: Any) -> None:
    shot = begin(client, row, content, key=key, **more).json()["id"]
    assert put(client, row, shot, 0, content).status_code == 200


def test_a_shot_left_out_stays_out_and_never_holds_up_the_rest(
    bank: Bank, sign_in: SignIn, deal: Opportunity, shelf: Path
) -> None:
    client = sign_in(bank.ani)
    whole(client, deal, "kunci-0001", picture(), position=0)
    whole(client, deal, "kunci-0002", picture("PNG"), position=5, name="dua.png")
    begin(client, deal, picture(), key="kunci-0003")  # half sent, then left out
    whole(client, deal, "kunci-0004", picture(), position=1)
    finish = {"batch": "tumpuk-0001", "keys": "kunci-0002,kunci-0004,kunci-0002"}
    more = finish | {"keys": "kunci-0002,kunci-0009"}
    assert client.post(url(deal, "bring"), more, **JSON).status_code == 409
    for _time in range(2):
        assert client.post(url(deal, "bring"), finish, **JSON).status_code == 200
    assert (the_file().sent_count, the_file().name) == (2, "dua.png")
    used = Upload.objects.order_by("position").values_list("key", flat=True)
    assert list(used) == ["kunci-0002", "kunci-0004"]
    assert len([path for path in shelf.rglob("*") if path.is_file()]) == 2


def test_a_form_sent_before_takes_no_other_file(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    client = sign_in(bank.ani)
    for content, status in ((picture(), 303), (picture(), 303), (picture("PNG"), 422)):
        again = bring(client, deal, content, batch="tumpuk-0007")
        assert again.status_code == status
    assert "sudah pernah dikirim" in again.content.decode()
    whole(client, deal, "kunci-0001", picture())
    finish = {"batch": "tumpuk-0001", "keys": "kunci-0001"}
    assert client.post(url(deal, "bring"), finish, **JSON).status_code == 200
    work()
    assert client.post(url(deal, "bring"), finish, **JSON).status_code == 200
    whole(client, deal, "kunci-0002", picture("PNG"))
    other = finish | {"keys": "kunci-0002"}
    assert client.post(url(deal, "bring"), other, **JSON).status_code == 422
    assert DocumentFile.objects.count() == 2


def test_too_many_or_too_much_for_one_file_is_refused_unread_and_leaves_nothing(
    bank: Bank, sign_in: SignIn, deal: Opportunity, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(bank.ani)
    assert bring(client, deal, *[b"x"] * (uploads.MOST_PARTS + 1)).status_code == 413
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    refused = bring(client, deal, b"x" * 60, b"x" * 60)
    assert (refused.status_code, "60 MB" in refused.content.decode()) == (413, True)
    assert not Upload.objects.exists()
    assert not [path for path in shelf.rglob("*") if path.is_file()]
    assert begin(client, deal, b"", size=60, key="kunci-0001").status_code == 200
    assert begin(client, deal, b"", size=60, key="kunci-0002").status_code == 413
    left_out = begin(client, deal, b"", size=60, key="kunci-0002", keys="kunci-0002")
    assert left_out.status_code == 200


def test_the_opener_has_its_limits_before_it_reads(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done: list[str] = []

    class Sent(io.StringIO):
        def read(self, *_size: Any) -> str:
            done.append("read")
            raise MemoryError

    monkeypatch.setattr(cleaning_child, "limit", lambda: done.append("limit"))
    monkeypatch.setattr("sys.stdin", Sent())
    with warnings.catch_warnings():
        cleaning_child.main()
    assert done == ["limit", "read"]
    assert "refused" in capsys.readouterr().out


def test_a_file_overtaken_by_a_newer_one_does_not_become_the_papers_file(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    client = sign_in(bank.ani)
    with time_machine.travel(NOW.replace(minute=9), tick=False):
        bring(client, deal, picture())
        work()
    newer = the_file()
    bring(client, deal, picture("PNG"))  # it was on its way since before
    work()
    older = the_file()
    assert (older.state, older.replaced_at is not None) == ("ready", True)
    newer.refresh_from_db()
    assert newer.replaced_at is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/passwd", "passwd"), ("a\x00b\r\n.pdf", "ab.pdf"),
     ("C:\\KTP Ani.jpg", "KTP Ani.jpg"),
     ("\u202egpj.exe", "gpj.exe"), ("", "berkas"), ("...", "berkas"), ("x" * 300, "x" * 120)],
)  # fmt: skip
def test_names_are_text_only(name: str, shown: str) -> None:
    assert uploads.clean_name(name) == shown


def test_work_done_twice_or_broken_off_comes_to_one_end(
    bank: Bank, sign_in: SignIn, deal: Opportunity, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(sign_in(bank.ani), deal, picture())
    with monkeypatch.context() as broken:
        broken.setattr(uploads, "keep", lambda *_args: (_ for _ in ()).throw(OSError("disk")))
        work()
    assert the_file().state == "waiting"
    work()
    ready = the_file()
    assert ready.state == "ready"
    Run.objects.update(state="waiting", next_try_at=NOW, finished_at=None)
    work()
    assert the_file().ready_at == ready.ready_at


def test_the_scanner_decides_before_anything_is_read(
    bank: Bank, sign_in: SignIn, deal: Opportunity, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SCANNER_ADDRESS = "127.0.0.1:1"  # nobody listens
    bring(sign_in(bank.ani), deal, picture())
    work()
    assert the_file().state == "waiting"
    assert sign_in(bank.ani).get(url(deal, "file", the_file().public_id)).status_code == 423
    monkeypatch.setattr("documents.scanner._scan", lambda _content: DocumentFile.Scan.INFECTED)
    work()
    assert (the_file().state, the_file().refusal, the_file().scan) == (
        "refused", "malware", "infected",
    )  # fmt: skip
    bring(sign_in(bank.ani), deal, picture())
    monkeypatch.setattr("documents.scanner._scan", lambda _content: DocumentFile.Scan.CLEAN)
    work()
    assert (the_file().state, the_file().scan) == ("ready", "clean")


def test_halves_and_orphans_are_gone_after_two_days(
    bank: Bank, sign_in: SignIn, deal: Opportunity, shelf: Path
) -> None:
    import os

    client = sign_in(bank.ani)
    shot = begin(client, deal, b"x" * 10).json()["id"]
    put(client, deal, shot, 0, b"x" * 10)
    bring(client, deal, picture(), batch="tumpuk-0009")
    work()
    orphan = sealed_files.path_of("papers", sealed_files.new_name())
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"x")
    assert cleanup.forget_halves(NOW) == 0
    assert cleanup.forget_halves(NOW + uploads.KEPT_HALF * 2) == 1
    assert cleanup.forget_orphans() == 0
    for path in shelf.rglob("*"):
        os.utime(path, (0, 0))
    assert cleanup.forget_orphans() == 1
    assert uploads.stored(the_file())


def test_the_copy_of_a_persons_data_holds_his_papers_and_no_key(
    bank: Bank, sign_in: SignIn, deal: Opportunity
) -> None:
    client = sign_in(bank.ani)
    bring(client, deal, picture())
    work()
    begin(client, deal, picture())  # a shot still on its way is no part of it
    tables = copy_of(deal.prospect, now=NOW)["tables"]
    assert "documents.Upload" not in tables
    (file,) = tables["documents.DocumentFile"]
    content = client.get(url(deal, "file", the_file().public_id)).content
    assert base64.b64decode(file["content"]["content_base64"]) == content
    assert "key" not in file
