"""The loaded bank: made once, kept between runs, made anew when another size is asked for."""

import os
import subprocess
import sys

from aoportal.local.postgres import read_note, recreate_database, write_note
from aoportal.local.services import ensure_services
from aoportal.local.state import ROOT, Store

PURPOSE = "bench"


def prepare(prospects: int, *, fresh: bool) -> None:
    """Start the servers and see that they hold `prospects` prospects; sets the environment."""
    os.environ |= ensure_services(PURPOSE)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    (ROOT / "build" / "static").mkdir(parents=True, exist_ok=True)
    store, note = Store(PURPOSE), f"load {prospects}"
    if fresh or read_note(store) != note:
        recreate_database(store)
        _manage("migrate", "--verbosity", "0")
        _manage("seed_load", "--prospects", str(prospects))
        write_note(store, note)
    else:
        _manage("migrate", "--verbosity", "0")


def _manage(*arguments: str) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "aoportal.settings"}
    subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments], check=True, env=environment
    )
