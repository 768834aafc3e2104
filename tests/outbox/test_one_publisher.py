"""Only the outbox speaks to the broker: a web request that did could hang with it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

PUBLISHES = re.compile(r"\.delay\(|apply_async\(|delay_on_commit|send_task\(")
APPS = ("aoportal", "core", "org", "products", "prospects", "documents", "followups", "reports")


def offenders(root: Path) -> list[str]:
    """Return `file:line` of every call that publishes, outside the outbox."""
    return [
        f"{path.relative_to(root)}:{number}"
        for app in APPS
        for path in sorted((root / app).rglob("*.py"))
        if "core/outbox/" not in path.as_posix()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if PUBLISHES.search(line)
    ]


def test_nobody_else_publishes() -> None:
    assert offenders(Path(settings.BASE_DIR)) == []


@pytest.mark.parametrize("call", ["task.delay(1)", "task.apply_async((1,))", "app.send_task('x')"])
def test_a_publisher_would_be_found(tmp_path: Path, call: str) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "views.py").write_text(f"x = 1\n{call}\n")
    assert offenders(tmp_path) == ["reports/views.py:2"]
