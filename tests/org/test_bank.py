"""Name, colour, logo and titles of the bank: what is taken, what is refused and why."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from core import colours, logos
from core.errors import InputError
from core.versioning import StaleError
from org import bank as settings_of
from org.models import AuditEntry, BankLogo, BankSettings
from tests.factories.bank import Bank

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def png(width: int = 900, height: int = 300, kind: str = "PNG", **more: object) -> bytes:
    kept = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(kept, kind, **more)
    return kept.getvalue()


@pytest.mark.parametrize("accent", ["#0B6480", "#1D4ED8", "#6D28D9", "#475569", "#0F766E"])
def test_an_accent_reads_in_both_themes(accent: str) -> None:
    found = colours.palette(accent)
    for tones, surface in (
        (found.light, colours.LIGHT_SURFACE),
        (found.dark, colours.DARK_SURFACE),
    ):
        own = colours.parse(tones.accent)
        for ground in (surface, colours.parse(tones.soft)):
            assert colours.contrast(own, ground) >= 4.5
        assert colours.contrast(colours.parse(tones.on_accent), own) >= 4.5
    css = colours.stylesheet(accent)
    assert f"--ao-accent:{accent};" in css
    assert "url(" not in css


@pytest.mark.parametrize(
    ("accent", "code"),
    [
        ("#C8102E", "colour_red"),
        ("#8A5300", "colour_amber"),
        ("#17693F", "colour_green"),
        ("#5FB9D6", "colour_pale"),
        ("blue", "colour"),
        ("#0B6480;}body{display:none", "colour"),
    ],
)
def test_a_colour_that_cannot_be_one_is_explained(accent: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        colours.palette(accent)
    assert refused.value.code == code
    assert len(refused.value.text) > 30


def test_a_logo_is_drawn_anew_small_and_bare() -> None:
    exif = Image.Exif()
    exif[0x9C9C] = "a place"
    upload = png(2400, 1200, "JPEG", exif=exif, quality=95) + b"<script>alert(1)</script>"
    made = logos.made_safe(upload)
    assert (made.width, made.height) <= (512, 256)
    assert len(made.content) <= logos.MAX_BYTES
    assert b"script" not in made.content
    with Image.open(io.BytesIO(made.content)) as picture:
        assert picture.format == "PNG"
        assert not picture.getexif()
        assert not set(picture.info) - {"transparency"}


def test_what_is_no_picture_is_refused() -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"
    gif = io.BytesIO()
    Image.new("P", (4, 4)).save(gif, "GIF")
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    cases = [(svg, "logo_type"), (gif.getvalue(), "logo_type"), (b"", "logo_type"),
             (bomb.getvalue(), "logo_pixels"), (png()[:900], "logo_broken"),
             (b"x" * (logos.MAX_UPLOAD + 1), "logo_large")]  # fmt: skip
    for upload, code in cases:
        with pytest.raises(InputError) as refused:
            logos.made_safe(upload)
        assert refused.value.code == code


def test_a_change_is_seen_audited_and_not_overwritten(
    bank: Bank, django_capture_on_commit_callbacks
) -> None:
    stamp = {"actor": bank.admin, "now": NOW, "ip": None}
    titles = {"branch_head": {"id": "Pimpinan Cabang", "en": "Branch director"}}
    with django_capture_on_commit_callbacks(execute=True):
        row = settings_of.change(
            1, {"name": "Bank Arta Laut", "accent": "#1d4ed8", "titles": titles,
                "logo_file": png()}, **stamp,
        )  # fmt: skip
    assert BankSettings.current_name() == "Bank Arta Laut"
    assert BankSettings.current().accent == "#1D4ED8"
    assert bank.dewi.get_role_display() == "Pimpinan Cabang"
    assert bank.ani.get_role_display() == "Account officer"
    assert settings_of.data_address(row).startswith("data:image/png;base64,")
    settings_of.change(row.version, {"logo_file": png()}, **stamp)
    assert BankLogo.objects.count() in (1, 2)  # the noise differs; the same bytes are kept once
    with pytest.raises(StaleError):
        settings_of.change(1, {"name": "Bank Lain"}, **stamp)
    with pytest.raises(InputError):
        settings_of.change(3, {"accent": "#C8102E"}, **stamp)
    assert AuditEntry.objects.filter(object_type="bank").count() == 2
