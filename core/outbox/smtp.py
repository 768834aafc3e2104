"""One conversation with the mail server for one mail to one person.

Python's `sendmail` writes the whole message with its final dot in one go. The moment before the dot
is the last at which it is certain that nothing was sent, so the conversation is held step by step
here and the caller is asked in between. Every step has a time limit.
"""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from core.outbox import failpoints
from core.outbox.policy import Verdict, verdict_of

DOT = b".\r\n"
_LEADING_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True)
class Answer:
    """What came of it. `code` is the server's, None when it said nothing."""

    verdict: Verdict
    code: int | None
    text: str


class _Refused(Exception):
    """The server answered a step with a refusal, or with something else than an answer."""

    def __init__(self, step: str, code: int, text: bytes) -> None:
        super().__init__(step)
        words = f"{step}: {code} {text.decode('utf-8', 'replace')}"
        verdict = verdict_of(code) if code >= 400 else Verdict.QUICK
        self.answer = Answer(verdict, code if code > 0 else None, " ".join(words.split())[:300])


def send(
    message: bytes, *, sender: str, recipient: str, before_dot: Callable[[], bool]
) -> Answer:  # fmt: skip
    """Send and sort the answer; never raises for what a server or a wire can do.

    A refusal of our connection or sign-in is trouble of the server, whatever its number: the mail
    is tried again. A 5xx to sender, recipient or content is final. `before_dot` commits that the
    final dot comes next and says whether it may.
    """
    has_dotted = False

    def may_dot() -> bool:
        nonlocal has_dotted
        has_dotted = before_dot()
        return has_dotted

    try:
        with contextlib.closing(_connect()) as server:
            return _converse(server, message, sender, recipient, may_dot)
    except _Refused as refusal:
        return refusal.answer
    except (OSError, smtplib.SMTPException) as error:
        verdict = Verdict.UNKNOWN if has_dotted else Verdict.QUICK
        return Answer(verdict, None, f"{type(error).__name__}: {error}"[:300])


def _connect() -> smtplib.SMTP:
    failpoints.reach("before_connect")
    place = (settings.EMAIL_HOST, settings.EMAIL_PORT)
    # Our own name is given: asking the network for it may take longer than the mail.
    own = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    limit = settings.EMAIL_TIMEOUT
    server: smtplib.SMTP
    if settings.EMAIL_USE_SSL:
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(*place, local_hostname=own, timeout=limit, context=context)
    else:
        server = smtplib.SMTP(*place, local_hostname=own, timeout=limit)
    # The dot follows the text as a packet of its own and must not wait for the answer to it.
    if server.sock:
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if settings.EMAIL_USE_TLS:
        server.starttls(context=ssl.create_default_context())
    if settings.EMAIL_HOST_USER:
        server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    server.ehlo_or_helo_if_needed()
    return server


def _converse(
    server: smtplib.SMTP, message: bytes, sender: str, recipient: str, may_dot: Callable[[], bool]
) -> Answer:
    _step("MAIL", server.mail(sender))
    _step("RCPT", server.rcpt(recipient))
    failpoints.reach("after_rcpt")
    _step("DATA", server.docmd("DATA"), wanted=354)
    server.send(_stuffed(message))
    if not may_dot():
        return Answer(Verdict.ABANDONED, None, "the claim was lost before the final dot")
    failpoints.reach("before_dot")
    server.send(DOT)
    failpoints.reach("after_dot")
    code, text = server.getreply()
    if code < 0:
        raise smtplib.SMTPServerDisconnected("unreadable answer after the final dot")
    _step("end of data", (code, text))
    with contextlib.suppress(OSError, smtplib.SMTPException):
        server.quit()
    return Answer(Verdict.ACCEPTED, code, text.decode("utf-8", "replace")[:300])


def _step(name: str, reply: tuple[int, bytes], *, wanted: int = 0) -> None:
    code, text = reply
    if code == wanted or (not wanted and 200 <= code < 300):
        return
    raise _Refused(name, code, text)


def _stuffed(message: bytes) -> bytes:
    """Double leading dots (RFC 5321, 4.5.2) and end with a line break."""
    stuffed = _LEADING_DOT.sub(b"..", message)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"
