"""Asking the bank's malware scanner (INSTREAM of clamd). Without an address nothing is asked."""

from __future__ import annotations

import socket
import struct

from django.conf import settings

from documents.models import DocumentFile

PIECE = 64 * 1024
SECONDS = 30


class ScannerDown(Exception):
    """The scanner did not answer: the file waits and is asked about again."""


def scan(parts: list[bytes]) -> str:
    """Return what the scanner says of the parts: none (no scanner), clean or infected."""
    if not settings.SCANNER_ADDRESS:
        return str(DocumentFile.Scan.NONE)
    verdicts = [_scan(part) for part in parts]
    infected = DocumentFile.Scan.INFECTED
    return str(infected if infected in verdicts else DocumentFile.Scan.CLEAN)


def _scan(content: bytes) -> str:
    host, _colon, port = settings.SCANNER_ADDRESS.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=SECONDS) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = _read(line)
    except OSError as error:
        raise ScannerDown(type(error).__name__) from None
    if answer.endswith(b"OK"):
        return DocumentFile.Scan.CLEAN
    if answer.endswith(b"FOUND"):
        return DocumentFile.Scan.INFECTED
    raise ScannerDown("no verdict")


def _read(line: socket.socket) -> bytes:
    answer = b""
    while piece := line.recv(4096):
        answer += piece
        if answer.endswith(b"\0") or len(answer) > PIECE:
            break
    return answer.strip(b"\0\n")
