"""`manage.py breach_list --user NAME --from DAY --to DAY`: whose data one user has touched.

For the notice that is due 72 hours after a breach (UU 27/2022 art. 46): each person once, with
how often he was looked at and changed and which classes of data that page shows.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from org.models import User

CLASSES = "identity (masked), contact, work, needs, timeline"
_TOUCHED = """
WITH touched AS (
    SELECT object_id AS id, 1 AS looks, 0 AS acts, 0 AS changes FROM org_readentry
    WHERE user_id = %(user)s AND at >= %(first)s AND at < %(last)s AND object_type = 'prospect'
    UNION ALL
    SELECT object_id, 0, 1, 0 FROM org_auditentry
    WHERE actor_id = %(user)s AND at >= %(first)s AND at < %(last)s AND object_type = 'prospect'
    UNION ALL
    SELECT person.public_id, 0, 0, 1 FROM prospects_prospectevent event
    JOIN prospects_prospect person ON person.id = event.pgh_obj_id
    WHERE event.pgh_context -> 'user' = to_jsonb(%(user)s)
      AND event.pgh_created_at >= %(first)s AND event.pgh_created_at < %(last)s
)
SELECT person.number, sum(looks), sum(acts), sum(changes)
FROM touched JOIN prospects_prospect person ON person.public_id = touched.id
GROUP BY person.number ORDER BY person.number
"""


class Command(BaseCommand):
    """Prints numbers, never names: the list leaves the portal."""

    help = "List the persons whose data one user has touched between two days."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who and when."""
        parser.add_argument("--user", required=True)
        parser.add_argument("--from", dest="first", required=True, type=date.fromisoformat)
        parser.add_argument("--to", dest="last", required=True, type=date.fromisoformat)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each person, then the count and the classes of data."""
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError("Nobody has this user name.")
        first = datetime.combine(options["first"], time(), user.zone)
        last = datetime.combine(options["last"] + timedelta(days=1), time(), user.zone)
        with connection.cursor() as cursor:
            cursor.execute(_TOUCHED, {"user": user.pk, "first": first, "last": last})
            rows = cursor.fetchall()
        self.stdout.write("number\tlooks\tacts\tchanges")
        for row in rows:
            self.stdout.write("\t".join(map(str, row)))
        self.stdout.write(f"{len(rows)} persons; data shown: {CLASSES}")
