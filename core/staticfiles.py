"""Static file storage that also hashes the addresses by which our modules import each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Editions and parts of htmx we do not load; comments of some name modules that are not there.
NOT_SERVED = tuple(f"django_htmx/{part}" for part in ("ext/", "htmax", "htmx-2.js", "htmx-4"))


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files; a changed module gets a new address everywhere."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Hash and compress what pages may load."""
        served = {name: at for name, at in paths.items() if not name.startswith(NOT_SERVED)}
        yield from super().post_process(served, dry_run, **options)
