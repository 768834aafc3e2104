"""What is thrown away at night: shots that were never finished, and bytes no row knows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from documents import uploads
from documents.models import DocumentFile, Upload

BATCH = 1000


def forget_halves(now: datetime) -> int:
    """Delete shots not finished within 48 hours and those whose file is made; return how many."""
    old = Upload.objects.filter(created_at__lt=now - uploads.KEPT_HALF, file=None)
    over = Upload.objects.exclude(file=None).exclude(file__state=DocumentFile.State.WAITING)
    gone = list(old) + list(over)
    for row in gone:
        uploads.drop(row)
    Upload.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return len(gone)


def forget_orphans() -> int:
    """Delete files below the media folder that no row knows and that are two days old."""
    before = time.time() - uploads.KEPT_HALF.total_seconds()
    gone = 0
    for folder in (uploads.FILES, uploads.PARTS):
        for paths in _batches(settings.MEDIA_ROOT / folder):
            known = _known(folder, {_stem(path) for path in paths})
            for path in paths:
                if _stem(path) not in known and path.stat().st_mtime < before:
                    path.unlink(missing_ok=True)
                    gone += 1
    return gone


def _stem(path: Path) -> str:
    """Return the stored name a file belongs to; half-written ones begin with a dot."""
    return path.name.lstrip(".").partition(".")[0]


def _known(folder: str, stems: set[str]) -> set[str]:
    rows = DocumentFile.objects if folder == uploads.FILES else Upload.objects
    return set(rows.filter(storage__in=stems).values_list("storage", flat=True))


def _batches(root: Path) -> Iterator[list[Path]]:
    batch: list[Path] = []
    for path in root.rglob("*") if root.exists() else ():
        if path.is_file():
            batch.append(path)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    yield batch
