"""What the two import commands share."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from core import clock
from core.errors import InputError
from org.models import User
from prospects.imports.profile import load_profile
from prospects.imports.result import ImportResult
from prospects.imports.running import Loader, run_import


class ImportCommand(BaseCommand):
    """Import FILE by a JSON profile: all rows that fit, or nothing if the process dies."""

    loader: ClassVar[Loader]
    default_profile: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.add_argument("file", type=Path, help="CSV or XLSX")
        parser.add_argument("--profile", type=Path, help="JSON file: which column is which field")
        parser.add_argument("--dry-run", action="store_true", help="count, write nothing")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object")
        parser.add_argument("--as", dest="username", help="the person the rows are written under")
        parser.add_argument("--rejects", type=Path, help="where rejected rows go (CSV)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the import; a file or profile that cannot be used ends with one sentence."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path.name} is not there.", returncode=2)
        rejects = options["rejects"] or self._rejects_path(path)
        with translation.override(settings.LANGUAGE_CODE):
            try:
                profile = load_profile(
                    options["profile"] or self._own_profile(), entity=self.loader.entity
                )
                result = run_import(
                    path, profile=profile, loader=self.loader, now=clock.now(),
                    actor=self._actor(options["username"]), is_dry_run=options["dry_run"],
                    rejects=rejects,
                )  # fmt: skip
            except InputError as error:
                raise CommandError(error.text, returncode=2) from error
        self._answer(result, rejects if result.rejects else None, as_json=options["as_json"])

    def _own_profile(self) -> Path:
        return Path(settings.BASE_DIR, "docs", "examples", self.default_profile)

    def _rejects_path(self, path: Path) -> Path:
        return Path(settings.MEDIA_ROOT, "imports", f"{path.stem}-rejects.csv")

    def _actor(self, username: str | None) -> User | None:
        if not username:
            return None
        try:
            return User.objects.get_by_natural_key(username)
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody signs in as {username}.", returncode=2) from error

    def _answer(self, result: ImportResult, rejects: Path | None, *, as_json: bool) -> None:
        answer = result.as_json()
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for name in ("read", "created", "updated", "unchanged", "duplicates", "rejected"):
            self.stdout.write(f"{name:<12}{answer[name]:>8}")
        if "by_territory" in answer:
            self.stdout.write(f"{'by territory':<12}{answer['by_territory']:>8}")
        for reason, count in result.reasons.items():
            self.stdout.write(f"{count:>8}  {reason}")
        if rejects:
            self.stdout.write(f"Rejected rows: {rejects}")
