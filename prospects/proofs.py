"""Where the signed sheets of consents lie: kept by a part above, named in `settings.PROOFS`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from org.models import User
from prospects.models import Consent, Prospect


class Papers(Protocol):
    """The papers of one person as one reader reaches them."""

    def bring_url(self, rows: Sequence[Consent]) -> str:
        """Return where the sheet behind these consents is photographed; empty where it cannot."""

    def read_url(self, proof: str) -> str:
        """Return where the file of this public id is read; empty where it is out of reach."""


def papers_of(prospect: Prospect, user: User) -> Papers:
    """Return the papers of this person; two queries at most."""
    found: Any = import_string(settings.PROOFS)(prospect, user)
    papers: Papers = found
    return papers
