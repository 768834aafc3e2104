"""A slow mail server that writes down what arrives before it answers: the truth of the kill test.

`python -m tests.process.sink PORT FILE`: one line `recipient message-id` per accepted mail.
"""

import asyncio
import os
import signal
import sys
from email.parser import BytesHeaderParser
from typing import Any

from aiosmtpd.controller import Controller

PAUSE = 0.03  # seconds before each of the two answers, so that kills find open conversations


class Sink:
    """Accepts everything."""

    def __init__(self, path: str) -> None:
        self._log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    async def handle_RCPT(self, _v: Any, _s: Any, envelope: Any, address: str, _o: Any) -> str:
        await asyncio.sleep(PAUSE)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        message_id = BytesHeaderParser().parsebytes(envelope.content)["Message-ID"]
        os.write(self._log, f"{envelope.rcpt_tos[0]} {message_id}\n".encode())
        await asyncio.sleep(PAUSE)
        return "250 OK"


def main() -> None:
    """Serve until told to stop."""
    stops = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    controller = Controller(Sink(sys.argv[2]), hostname="127.0.0.1", port=int(sys.argv[1]))
    controller.start()
    signal.sigwait(stops)
    controller.stop()


if __name__ == "__main__":
    main()
