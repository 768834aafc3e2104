"""Why the bank must keep the data of a person although he asks for erasure.

Other parts add a reason by naming a function in `settings.LEGAL_HOLDS`: (person) -> sentence,
empty when nothing of theirs stands against it.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from prospects.consents import stages_in_process
from prospects.models import Disbursement, Opportunity, Prospect
from prospects.privacy.tables import family_of


def holds_of(person: Prospect) -> list[str]:
    """Return every reason that stands against an erasure, in the user's words.

    Records that were merged into him, or that he was merged into, are the same person: what holds
    one of them holds all.
    """
    reasons = (
        str(import_string(path)(one)) for one in family_of(person) for path in settings.LEGAL_HOLDS
    )
    return list(dict.fromkeys(reason for reason in reasons if reason))


def is_customer(person: Prospect) -> str:
    """Customers' files are kept for at least five years after the relation ends (APU-PPT)."""
    won = Opportunity.objects.system("legal hold").filter(prospect=person, status="won")
    if person.status == Prospect.Status.CUSTOMER or won.exists():
        return _("A customer: the rules keep his file five years after the relation ends.")
    return ""


def has_open_file(person: Prospect) -> str:
    """A file in work is needed until it is decided."""
    rows = Opportunity.objects.system("legal hold").open().filter(prospect=person)
    if rows.filter(stage__in=stages_in_process()).exists():
        return _("A file is in work: it must be decided or withdrawn first.")
    return ""


def has_money(person: Prospect) -> str:
    """A disbursement that was recorded is part of the bank's books."""
    rows = Disbursement.objects.system("legal hold").filter(opportunity__prospect=person)
    if rows.filter(Q(state="awaiting") | Q(state="confirmed")).exists():
        return _("Money was recorded here: the books keep it.")
    return ""
