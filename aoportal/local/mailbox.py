"""A mail server that keeps every mail as a file and sends none: `python -m aoportal.local.mailbox`.

The files are read by the mailbox page of the development environment.
"""

import argparse
import secrets
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

ACCEPTED = "250 Message accepted for the local mailbox"


class MailboxHandler:
    """Writes each mail to one `.eml` file, complete before it gets its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Answer only after the file is there."""
        save_mail(self._folder, envelope.content, envelope.rcpt_tos)
        return ACCEPTED


def save_mail(folder: Path, content: bytes, recipients: list[str]) -> Path:
    """Keep the mail under a name that sorts by time of arrival; return the file."""
    stem = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    partial = folder / f"{stem}.partial"
    header = f"X-Envelope-To: {', '.join(recipients)}\r\n".encode()
    partial.write_bytes(header + content)
    return partial.rename(folder / f"{stem}.eml")


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    options.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stops = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)  # before the server's thread inherits it
    controller = Controller(MailboxHandler(options.folder), hostname="127.0.0.1", port=options.port)
    controller.start()
    signal.sigwait(stops)
    controller.stop()


if __name__ == "__main__":
    main()
