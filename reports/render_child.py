"""The process that makes PDFs: no database, no network, no file but the named assets.

Started by `reports.rendering`, one at a time, with limits on memory and time set before anything is
read. It takes JSON on standard input and answers with JSON: this keeps the layout engine and its
memory out of workers and web processes alike.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 1024**3  # bytes
LONG = 150_000  # signs of a paper whose tags would cost a third of its time and triple its size


def limit(cpu_seconds: int) -> None:
    """Let the kernel stop what grows or runs too long."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024**2, 64 * 1024**2))


def fetcher_for(assets: dict[str, str], refused: list[str]) -> Any:
    """Return a fetcher that knows `data:` and the named assets; anything else ends the run.

    What was asked for is also noted in `refused`, because pictures inside pictures fail silently.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if url not in assets:
                refused.append(url[:80])
                raise FatalURLFetchingError(f"not an asset of ours: {url[:80]}")
            return URLFetcherResponse(url, Path(assets[url]).read_bytes())

    return AssetFetcher(allowed_protocols={"data"})


def make(page: dict[str, str], assets: dict[str, str]) -> dict[str, Any]:
    """Return one PDF and how many pages it has; the same page gives the same bytes."""
    from weasyprint import HTML

    refused: list[str] = []
    fetcher = fetcher_for(assets, refused)
    # Tags let a screen reader read headings and tables in order. The claim of PDF/UA is not made:
    # nobody has validated it.
    options = {"pdf_tags": len(page["html"]) < LONG}
    rendered = HTML(string=page["html"], base_url=None, url_fetcher=fetcher).render(**options)
    content = rendered.write_pdf(pdf_identifier=page["identifier"].encode(), **options)
    if refused:
        raise ValueError(f"not an asset of ours: {refused[0]}")
    if page.get("password"):
        content = lock(content, page["password"])
    return {"content": base64.b64encode(content).decode(), "pages": len(rendered.pages)}


def lock(content: bytes, password: str) -> bytes:
    """Return the PDF encrypted with AES-256."""
    from io import BytesIO

    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return out.getvalue()


def main() -> None:
    """Make every page of the request."""
    request = json.load(sys.stdin)
    limit(request["cpu_seconds"])
    if request.get("lock"):
        raw = base64.b64decode(request["lock"])
        answer: dict[str, Any] = {
            "content": base64.b64encode(lock(raw, request["password"])).decode()
        }
    else:
        answer = {"made": [make(page, request["assets"]) for page in request["pages"]]}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
