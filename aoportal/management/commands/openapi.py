"""`manage.py openapi`: write the document of the API as programs read it."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from aoportal.api import PREFIX, api

PATH = Path(settings.BASE_DIR, "docs", "openapi.json")


def text() -> str:
    """Return the document, the same bytes for the same API."""
    with translation.override("en"):
        return json.dumps(api.document(PREFIX), indent=1, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    """Write docs/openapi.json."""

    help = "Write docs/openapi.json anew after a change of the API."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write the file."""
        PATH.write_text(text(), encoding="utf-8")
        self.stdout.write(f"{PATH} written.")
