"""What pages may contain: no inline code, only icons and classes that exist, no foreign address."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE_STYLE_ALLOWED = ("emails", "email", "pdf")
INLINE_CODE = re.compile(r"""\son[a-z]+\s*=\s*["']|\bhx-on\b|javascript:|hx-vals=["']js:""")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>")
FOREIGN = re.compile(r"""(?:src|href)=["'](?:https?:)?//""")
ICON_TAG = re.compile(r"""{%\s*icon\s+["']([a-z0-9-]+)["']""")
MENU_ICON = re.compile(r"""Item\(_\([^)]*\), "[^"]*", "([a-z0-9-]+)\"""")
CLASS_NAME = re.compile(r"(?<![\w-])ao-[a-z0-9]+(?:-[a-z0-9]+)*(?![\w{-])")


def page_templates() -> list[Path]:
    return [path for path in TEMPLATES if not is_mail_or_pdf(path)]


def is_mail_or_pdf(path: Path) -> bool:
    return any(part in INLINE_STYLE_ALLOWED for part in path.relative_to(ROOT).parts)


def classes_of(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    attributes = re.findall(r'class="((?:{%.*?%}|[^"])*)"', text)
    tags = re.findall(r"{%\s*icon\s+\S+\s+[\"']([^\"']*)[\"']", text)
    return set(CLASS_NAME.findall(" ".join(attributes + tags)))


def known_classes() -> set[str]:
    sheets = (ROOT / "static" / "css").glob("*.css")
    css = "\n".join(path.read_text(encoding="utf-8") for path in sheets)
    return set(re.findall(r"\.(ao-[a-z0-9]+(?:-[a-z0-9]+)*)", css))


def test_there_are_templates_to_check() -> None:
    assert len(page_templates()) > 40


def test_lock_names_no_address() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock


@pytest.mark.parametrize("path", page_templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_page_has_no_inline_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "style=" not in text
    assert "<style" not in text
    assert not INLINE_CODE.search(text)
    assert not INLINE_SCRIPT.search(text)
    assert not FOREIGN.search(text)


def test_every_icon_is_in_the_sprite_list() -> None:
    lines = (ROOT / "static" / "img" / "icons.txt").read_text(encoding="utf-8").splitlines()
    listed = {line.split()[0] for line in lines if line and not line.startswith("#")}
    used = {name for path in TEMPLATES for name in ICON_TAG.findall(path.read_text("utf-8"))}
    menu = (ROOT / "aoportal" / "navigation.py").read_text(encoding="utf-8")
    used |= set(MENU_ICON.findall(menu))
    assert "home" in used
    assert used - listed == set()


def test_every_class_of_ours_has_a_rule() -> None:
    known = known_classes()
    unknown = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in TEMPLATES
        for name in classes_of(path) - known
    }
    assert unknown == set()


def test_css_names_only_files_that_exist() -> None:
    for sheet in (ROOT / "static" / "css").glob("*.css"):
        for address in re.findall(r"url\(([^)]+)\)", sheet.read_text(encoding="utf-8")):
            assert address.startswith("../fonts/inter-latin-wght-normal.woff2"), sheet.name


def test_scripts_stay_small_and_evaluate_nothing() -> None:
    modules = sorted((ROOT / "static" / "js").glob("*.js"))
    assert modules
    for module in modules:
        text = module.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 200, module.name
        assert not re.search(r"\beval\(|new Function|innerHTML\s*=|https?://", text), module.name
