"""Static file storage that also hashes the addresses by which our modules import each other."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files; a changed module gets a new address everywhere."""

    support_js_module_import_aggregation = True
