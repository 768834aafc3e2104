"""The headers that keep a browser from doing harm, which every answer carries."""

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DEMANDED = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'")


# Logo and colour of the bank: in their address stands the digest of what they hold.
NAMED_BY_DIGEST = {"org:bank-logo", "org:bank-accent"}


def is_named_by_digest(answer, what: object) -> bool:
    return answer.status_code == 200 and isinstance(what, tuple) and what[0] in NAMED_BY_DIGEST


def assert_safe(answer, what: object) -> None:
    for name, value in EXPECTED.items():
        assert answer.headers.get(name) == value, (what, name)
    kept = "immutable" if is_named_by_digest(answer, what) else "no-store"
    assert kept in answer.headers["Cache-Control"], what
    policy = answer.headers["Content-Security-Policy"]
    if answer.headers.get("Content-Disposition", "").startswith("attachment"):
        assert policy == "sandbox", what  # a file: may do nothing at all, wherever it is opened
        return
    assert all(part in policy for part in DEMANDED), what
    assert "unsafe" not in policy, what
