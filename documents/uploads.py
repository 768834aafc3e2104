"""Files on their way in: shots come in chunks, several shots become one file, a worker opens it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from core import sealed_files
from core.errors import InputError
from core.outbox.api import enqueue
from core.public_id import new_public_id
from documents import services
from documents.models import DocumentFile, DocumentType, Upload
from documents.models.files import NAME_LENGTH
from org.access.permissions import Permission as P
from org.models import User
from prospects.models import Opportunity

MAX_BYTES = 10 * 1024 * 1024
CHUNK = 256 * 1024
MOST_PARTS = 30
MOST_BYTES = 60 * 1024 * 1024  # of all shots of one file: the worker holds them at once
FILES_A_MONTH = 200
BYTES_A_MONTH = 1024**3
MONTH = timedelta(days=30)
KEPT_HALF = timedelta(hours=48)
PARTS, FILES = "uploads", "papers"
PROCESS = "documents.process"
SENT_BEFORE = _("This form was sent before. Open it anew.")


class TooMuch(InputError):
    """Over a limit of size or number: answered with 413."""


class NotWhole(InputError):
    """Chunks are missing: the device sends the rest and asks again."""


def clean_name(name: str) -> str:
    """Return a name for reading only: no path, no control or turning signs, 120 characters."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(
        char for char in text if unicodedata.category(char)[0] not in "CZ" or char == " "
    )
    shown = " ".join(kept.split()).strip(". ")
    return shown[-NAME_LENGTH:] or "berkas"


def check_limits(user: User, now: datetime, sizes: Iterable[int]) -> None:
    """Refuse what is over 10 MB a file, 200 files or 1 GB in 30 days, with words."""
    new = list(sizes)
    if any(size > MAX_BYTES for size in new):
        raise TooMuch("too_large", _("A file may have 10 MB at most. Save it smaller."))
    month = DocumentFile.objects.filter(by=user, created_at__gt=now - MONTH)
    known = month.aggregate(n=Sum("sent_count"), size=Sum("sent_size"))
    waiting = Upload.objects.filter(by=user, file=None)
    sent = waiting.aggregate(size=Sum("size"))["size"] or 0
    count = (known["n"] or 0) + waiting.count() + len(new)
    if count > FILES_A_MONTH or (known["size"] or 0) + sent + sum(new) > BYTES_A_MONTH:
        text = _("You have brought 200 files or 1 GB within 30 days. Try again later.")
        raise TooMuch("quota", text)


def check_whole(sizes: Sequence[int]) -> None:
    """Refuse more than 30 shots or 60 MB for one file."""
    if len(sizes) > MOST_PARTS:
        raise TooMuch("parts", _("At most 30 shots become one file."))
    if sum(sizes) > MOST_BYTES:
        raise TooMuch("whole", _("All shots of one file may have 60 MB at most. Send fewer."))


@transaction.atomic
def begin(
    opportunity: Opportunity, kind: DocumentType, *, key: str, batch: str, position: int,
    name: str, size: int, user: User, now: datetime, keys: Sequence[str] = (),
) -> Upload:  # fmt: skip
    """Return the shot that this key of the device names, new or as far as it had come.

    `keys` are all shots that shall become the file; others of the batch were left out.
    """
    others = Upload.objects.filter(by=user, batch=batch, file=None).exclude(key=key)
    others = others.filter(key__in=keys) if keys else others
    check_whole([*others.values_list("size", flat=True), size])
    found = Upload.objects.select_for_update().filter(by=user, key=key).first()
    if found is not None and _goes_on(found, opportunity, kind, size):
        Upload.objects.filter(pk=found.pk).update(batch=batch, position=position)
        return found
    if size < 1:
        raise InputError("empty", _("The file is empty."))
    User.objects.select_for_update(no_key=True).get(
        pk=user.pk
    )  # two at once must not both be the 200th
    check_limits(user, now, [size])
    public_id = new_public_id()
    row = Upload(
        public_id=public_id, by=user, opportunity=opportunity, type=kind, key=key, batch=batch,
        position=position, name=clean_name(name), size=size, chunks=-(-size // CHUNK),
        storage=sealed_files.new_name(), created_at=now,
    )  # fmt: skip
    row.key_cipher = sealed_files.new_key(row.aad)
    row.save(force_insert=True)
    return row


def _goes_on(found: Upload, opportunity: Opportunity, kind: DocumentType, size: int) -> bool:
    """Tell whether this is the rest of a shot; one that is another, or done, makes room."""
    if found.file_id is not None:
        Upload.objects.filter(pk=found.pk).update(key=found.public_id)
        return False
    if (found.opportunity_id, found.type_id, found.size) == (opportunity.pk, kind.pk, size):
        return True
    drop(found)
    found.delete()
    return False


def _chunk_name(upload: Upload, number: int) -> str:
    return f"{upload.storage}.{number}"


def have(upload: Upload) -> list[int]:
    """Return the numbers of the chunks that are here."""
    return [
        number for number in range(upload.chunks)
        if sealed_files.path_of(PARTS, _chunk_name(upload, number)).exists()
    ]  # fmt: skip


def put(upload: Upload, number: int, content: bytes) -> list[int]:
    """Keep one chunk; the same again changes nothing. Returns what is here now."""
    last = upload.chunks - 1
    wanted = CHUNK if number < last else upload.size - CHUNK * last
    if not 0 <= number <= last or len(content) != wanted:
        raise InputError("chunk", _("This part does not fit the file. Start anew."))
    name = _chunk_name(upload, number)
    if not sealed_files.path_of(PARTS, name).exists():
        sealed_files.write(PARTS, name, content, sealed_key=upload.key_cipher, aad=upload.aad)
    there = have(upload)
    if len(there) == upload.chunks:
        Upload.objects.filter(pk=upload.pk).update(is_whole=True)
    return there


def content_of(upload: Upload) -> bytes:
    """Return the whole shot as it was sent."""
    names = (_chunk_name(upload, number) for number in range(upload.chunks))
    return b"".join(
        sealed_files.read(PARTS, name, sealed_key=upload.key_cipher, aad=upload.aad)
        for name in names
    )


def drop(upload: Upload) -> None:
    """Delete what came in of a shot."""
    for number in range(upload.chunks):
        sealed_files.delete(PARTS, _chunk_name(upload, number))


@transaction.atomic
def finish(
    opportunity: Opportunity, kind: DocumentType, *, batch: str, user: User, now: datetime,
    keys: Sequence[str] = (),
) -> DocumentFile:  # fmt: skip
    """Make one file of the shots of this batch and hand it to a worker; once a batch.

    With `keys` of those shots only, in that order: the others were left out and go. Raises
    NotWhole while chunks are missing, InputError without any shot or for other shots than before.
    """
    services.require_change(user)
    parts = Upload.objects.select_for_update().filter(
        by=user, batch=batch, opportunity=opportunity, type=kind, file=None
    )
    rows = list(parts.order_by("position", "pk"))  # waits for the same request sent twice
    made = DocumentFile.objects.filter(by=user, batch=batch).first()
    if made is not None:
        if rows or (keys and len(keys) != made.sent_count):
            raise InputError("again", SENT_BEFORE)
        return made
    by_key = {row.key: row for row in rows}
    shots = [by_key[key] for key in keys if key in by_key] if keys else rows
    if not shots and not keys:
        raise InputError("none", _("Choose a file first."))
    check_whole([shot.size for shot in shots])
    if len(shots) < len(keys) or not all(shot.is_whole for shot in shots):
        raise NotWhole("half", _("The file has not arrived whole. Send the rest."))
    file = _file(opportunity, kind, shots, batch, user, now)
    forget([row for row in rows if row not in shots])
    return file


def forget(rows: Sequence[Upload]) -> None:
    """Delete shots with what came in of them."""
    for row in rows:
        drop(row)
    Upload.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _file(
    opportunity: Opportunity, kind: DocumentType, shots: list[Upload], batch: str, user: User,
    now: datetime,
) -> DocumentFile:  # fmt: skip
    paper = services.placed(opportunity, kind, actor=user, now=now)
    row = DocumentFile(
        public_id=new_public_id(), document=paper, by=user, batch=batch, name=shots[0].name,
        sent_count=len(shots), sent_size=sum(shot.size for shot in shots),
        storage=sealed_files.new_name(), created_at=now,
    )  # fmt: skip
    row.key_cipher = sealed_files.new_key(row.aad)
    row.save(force_insert=True)
    for place, shot in enumerate(shots):
        shot.file, shot.position = row, place
    Upload.objects.bulk_update(shots, ["file", "position"])
    enqueue(PROCESS, key=row.public_id, due_at=now, requested_by_id=user.pk,
            payload={"file": row.public_id, "opportunity": opportunity.public_id})  # fmt: skip
    return row


def take_whole(
    opportunity: Opportunity, kind: DocumentType, *, sent: Sequence[UploadedFile], batch: str,
    user: User, now: datetime,
) -> DocumentFile:  # fmt: skip
    """Take files that came with a plain form, in their order, as one; nothing stays if refused.

    The same form again comes to the same file. All limits are looked at before a byte is read.
    """
    sizes, shots = [one.size or 0 for one in sent], list[Upload]()
    try:
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(
                pk=user.pk
            )  # the form sent twice at once
            made = DocumentFile.objects.filter(by=user, batch=batch).first()
            if made is not None:
                return _same(made, clean_name(sent[0].name or ""), sizes)
            check_whole(sizes)
            check_limits(user, now, sizes)
            for place, one in enumerate(sent):
                shots.append(_take(opportunity, kind, one, batch, place, user, now))
            return finish(opportunity, kind, batch=batch, user=user, now=now)
    except InputError:
        for shot in shots:
            drop(shot)
        raise


def _same(made: DocumentFile, name: str, sizes: list[int]) -> DocumentFile:
    """Return the file made of this form before, if these are the same files; else InputError."""
    if (made.name, made.sent_count, made.sent_size) != (name, len(sizes), sum(sizes)):
        raise InputError("again", SENT_BEFORE)
    return made


def _take(
    opportunity: Opportunity, kind: DocumentType, one: UploadedFile, batch: str, place: int,
    user: User, now: datetime,
) -> Upload:  # fmt: skip
    shot = begin(
        opportunity, kind, key=f"{batch[:26]}.{place}", batch=batch, position=place,
        name=one.name or "", size=one.size or 0, user=user, now=now,
    )  # fmt: skip
    for number in range(shot.chunks):
        put(shot, number, one.read(CHUNK))
    return shot


def may_bring(user: User, now: datetime) -> bool:
    """Tell whether this person may still take papers in."""
    user.access_day = now.astimezone(user.zone).date()
    return user.is_active and user.may(P.DOCUMENT_CHANGE)


def stored(file: DocumentFile, *, thumbnail: bool = False) -> bytes:
    """Return the clean file, or its small picture."""
    name = file.thumbnail if thumbnail else file.storage
    return sealed_files.read(FILES, name, sealed_key=file.key_cipher, aad=file.aad)


def keep(file: DocumentFile, content: bytes, thumbnail: bytes) -> None:
    """Write the clean file and its small picture."""
    pairs: list[tuple[str, Any]] = [(file.storage, content), (file.thumbnail, thumbnail)]
    for name, data in pairs:
        if data:
            sealed_files.write(FILES, name, data, sealed_key=file.key_cipher, aad=file.aad)
