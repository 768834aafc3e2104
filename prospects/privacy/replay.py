"""The list of the erased, kept through a restore: an older backup still holds them."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import DatabaseError

from prospects.models import ErasedPerson, Prospect
from prospects.privacy.erasing import digest_of, erase


class ErasedList:
    """What `core.backup` asks of a part that must survive a restore (`settings.KEPT_LISTS`)."""

    name = "erased.list"

    def lines(self) -> list[str]:
        """Return the list as the database holds it now; empty where there is no such table."""
        try:
            rows = list(ErasedPerson.objects.order_by("pk").values_list("public_id", "digest"))
        except DatabaseError:
            return []
        return [json.dumps({"id": public_id, "digest": digest}) for public_id, digest in rows]

    def replay(self, lines: list[str], now: datetime) -> int:
        """Erase whoever came back; return how many. A line that is broken or forged is left out."""
        ids = {public_id for line in lines if (public_id := _id_in(line))}
        rows = Prospect.objects.system("erased before the restore").filter(
            public_id__in=ids, erased_at=None
        )
        return sum(erase(person, actor=None, now=now) for person in rows)


def _id_in(line: str) -> str:
    """Return the public id of a line; empty when it does not parse or its digest is wrong."""
    try:
        row = json.loads(line)
        public_id, digest = str(row["id"]), row["digest"]
    except (ValueError, KeyError, TypeError):
        return ""
    return public_id if digest == digest_of(public_id) else ""
