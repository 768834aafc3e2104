"""Prints the Debian packages this machine lacks: for PDF files, and for browser tests.

Usage: python scripts/system_packages.py run|test
"""

import ctypes
import platform
import shutil
import sys
from pathlib import Path

# What WeasyPrint opens when it is imported, and the package that brings it.
LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
# Without a window it needs two thirds of the processor time. The tests take the first there is.
WINDOWLESS = "chromium-headless-shell"
BROWSERS = (WINDOWLESS, "chromium", "chromium-browser", "google-chrome")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
FONT_PACKAGE = "fonts-dejavu-core"


def main(purpose: str) -> None:
    """Print the missing packages on one line, or an empty line."""
    missing = [package for library, package in LIBRARIES.items() if not _opens(library)]
    if not _has_font():
        missing.append(FONT_PACKAGE)
    if purpose == "test" and not any(shutil.which(name) for name in BROWSERS):
        missing.append(_browser_package())
    print(" ".join(missing))


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _browser_package() -> str:
    """Return the package of a Chromium; only Debian has the one without a window."""
    try:
        distribution = platform.freedesktop_os_release()["ID"]
    except OSError:
        distribution = ""
    return WINDOWLESS if distribution == "debian" else "chromium"


def _has_font() -> bool:
    folders = [Path(name) for name in FONT_FOLDERS]
    return any(next(folder.rglob("*.[ot]tf"), None) for folder in folders)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
