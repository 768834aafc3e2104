"""The servers of the test run: started once, by the process that leads the run."""

import os
import subprocess
import sys

import django

from aoportal.local import ensure_test_services
from aoportal.local.state import ROOT

MAKERS: list[subprocess.Popen[bytes]] = []


def is_worker() -> bool:
    """Whether this process is one of several that pytest-xdist started."""
    return "PYTEST_XDIST_WORKER" in os.environ


def start() -> None:
    """Start PostgreSQL and Valkey, then Django on them as the database's owner.

    Workers inherit the environment of the process that leads them and start no server.
    In the test environment the settings take the owner's address, because test databases
    are made and flushed.
    """
    if not is_worker():
        os.environ |= ensure_test_services()
        for folder in ("static", "collected"):  # built by `make test`; may be empty otherwise
            (ROOT / "build" / folder).mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "aoportal.settings"
    django.setup()
    if not is_worker():
        _begin_the_template()


def _begin_the_template() -> None:
    """Let another process migrate while this one reads the tests."""
    from tests import template

    if not template.is_there():
        MAKERS.append(subprocess.Popen([sys.executable, "-m", "tests.template"], cwd=ROOT))


def end() -> None:
    """Wait for the process that migrated, so that it ends before the one that began it."""
    for maker in MAKERS:
        maker.wait()


def copy_databases_from_the_template() -> None:
    """Make test databases copies of a migrated one; waits until it is ready."""
    from django.db import connections

    from tests import template

    connections["default"].settings_dict["TEST"]["TEMPLATE"] = template.ensure()
