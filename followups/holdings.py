"""What a person or a branch still has to do."""

from django.utils.translation import ngettext

from followups.models import FollowUp
from org.holdings import Holding
from org.models import Branch, User

REASON = "counting what has to be handed over"


class FollowUps(Holding):
    """Promised calls and visits."""

    def words(self, count: int) -> str:
        """Say how many."""
        text = ngettext("%(count)d open follow-up", "%(count)d open follow-ups", count)
        return text % {"count": count}

    def of_person(self, person: User) -> int:
        """Count the open ones in his name."""
        return FollowUp.objects.system(REASON).open().filter(owner=person).count()

    def of_branch(self, branch: Branch) -> int:
        """Count the open ones."""
        return FollowUp.objects.system(REASON).open().filter(branch=branch).count()
