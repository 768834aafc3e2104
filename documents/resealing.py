"""The keys of files, for `reseal_fields`: the files themselves stay as they are."""

from typing import Any

from documents.models import DocumentFile, Upload


def sealed_fields() -> tuple[tuple[Any, str, str, str], ...]:
    """Return rows, label, column and field name of every sealed key."""
    return (
        (DocumentFile.objects.all(), "documents.DocumentFile", "key_cipher", "key"),
        (Upload.objects.all(), "documents.Upload", "key_cipher", "key"),
    )
