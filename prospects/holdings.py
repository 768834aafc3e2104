"""What a person or a branch still holds of prospects, opportunities and imports."""

from django.urls import reverse
from django.utils.translation import ngettext

from org.holdings import Holding
from org.models import Branch, User
from prospects.models import ImportFile, Opportunity, Partner, Prospect, TransferRequest

REASON = "counting what has to be handed over"


class Prospects(Holding):
    """People and companies in the officer's name."""

    def words(self, count: int) -> str:
        """Say how many."""
        return ngettext("%(count)d prospect", "%(count)d prospects", count) % {"count": count}

    def of_person(self, person: User) -> int:
        """Count what is not in the archive."""
        return Prospect.objects.system(REASON).live().filter(owner=person).count()

    def of_branch(self, branch: Branch) -> int:
        """Count what is not in the archive."""
        return Prospect.objects.system(REASON).live().filter(branch=branch).count()

    def url(self, person: User) -> str:
        """Return the page of the hand-over; each reader finds there what he reaches."""
        return reverse("prospects:handover", args=[person.public_id])


class Opportunities(Holding):
    """Applications that are under way."""

    def words(self, count: int) -> str:
        """Say how many."""
        text = ngettext("%(count)d open opportunity", "%(count)d open opportunities", count)
        return text % {"count": count}

    def of_person(self, person: User) -> int:
        """Count the open ones he owns."""
        return Opportunity.objects.system(REASON).open().filter(owner=person).count()

    def of_branch(self, branch: Branch) -> int:
        """Count the open ones."""
        return Opportunity.objects.system(REASON).open().filter(branch=branch).count()

    def url(self, person: User) -> str:
        """Return the table of this owner's open opportunities."""
        return f"{reverse('prospects:opportunity-list')}?owner={person.public_id}"


class Imports(Holding):
    """Files he brought that are not imported yet."""

    def words(self, count: int) -> str:
        """Say how many."""
        text = ngettext("%(count)d unfinished import", "%(count)d unfinished imports", count)
        return text % {"count": count}

    def of_person(self, person: User) -> int:
        """Count what waits, runs or is a draft."""
        over = (ImportFile.State.DONE, ImportFile.State.FAILED, ImportFile.State.UNDONE)
        return ImportFile.objects.filter(by=person).exclude(state__in=over).count()


class Analyses(Holding):
    """Files that lie with a credit analyst."""

    def words(self, count: int) -> str:
        """Say how many."""
        text = ngettext("%(count)d file in analysis", "%(count)d files in analysis", count)
        return text % {"count": count}

    def of_person(self, person: User) -> int:
        """Count the open ones sent to him."""
        return Opportunity.objects.system(REASON).open().filter(analyst=person).count()


class Partners(Holding):
    """Partners he looks after."""

    def words(self, count: int) -> str:
        """Say how many."""
        return ngettext("%(count)d partner", "%(count)d partners", count) % {"count": count}

    def of_person(self, person: User) -> int:
        """Count those that are worked with."""
        return Partner.objects.filter(officer=person, is_active=True).count()

    def url(self, person: User) -> str:
        """Return the list of partners, where another officer is named."""
        return reverse("prospects:partner-list")


class Requests(Holding):
    """Records of colleagues he asked for; a hand-over answers them when he has left."""

    def words(self, count: int) -> str:
        """Say how many."""
        text = ngettext(
            "%(count)d unanswered request for a record",
            "%(count)d unanswered requests for records", count,
        )  # fmt: skip
        return text % {"count": count}

    def of_person(self, person: User) -> int:
        """Count those he waits for."""
        return TransferRequest.objects.system(REASON).waiting().filter(requester=person).count()
