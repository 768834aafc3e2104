"""What papers a person still has to see to."""

from django.urls import reverse
from django.utils.translation import ngettext

from documents.models import Document
from org.holdings import Holding
from org.models import User


class PapersDue(Holding):
    """Papers that were allowed to follow later (*TBO*)."""

    def words(self, count: int) -> str:
        """Say how many."""
        text = ngettext(
            "%(count)d paper still to follow", "%(count)d papers still to follow", count
        )
        return text % {"count": count}

    def of_person(self, person: User) -> int:
        """Count those he sees to, by name or as the owner."""
        rows = Document.objects.system("counting what has to be handed over").in_use()
        return rows.filter(state=Document.State.DEFERRED).seen_to_by(person.pk).count()

    def url(self, person: User) -> str:
        """Return the list of what he sees to."""
        return f"{reverse('documents:due-list')}?owner={person.public_id}"
