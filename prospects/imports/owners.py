"""Whose rows they become: people by name; the unknown are created inactive."""

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.errors import InputError
from org.access.roles import Role
from org.models import Branch, Region, User
from prospects.imports.profile import BranchSpec, ProfileError


def branch_of(spec: BranchSpec) -> Branch:
    """Return the profile's branch; create it when the profile says how and it is absent."""
    branch = Branch.objects.filter(code=spec.code).first()
    if branch:
        return branch
    if not spec.name:
        raise ProfileError("branch", _("Branch %(name)s does not exist."), name=spec.code)
    region = Region.objects.filter(code=spec.region).first()
    if region is None:
        raise ProfileError("region", _("Region %(name)s does not exist."), name=spec.region)
    return Branch.objects.create(
        code=spec.code, name=spec.name, region=region, time_zone=spec.time_zone
    )


def importer() -> User:
    """Return the person imports from the command line are written under; he can never sign in."""
    user = User.objects.filter(username="import").first()
    if user:
        return user
    return User.objects.create_user(
        "import", full_name="Import", role=Role.ADMINISTRATOR, is_active=False
    )


class Owners:
    """Finds the owner a cell names, once per name."""

    def __init__(self, branch: Branch) -> None:
        self._branch = branch
        self._known: dict[str, User] = {}

    def find(self, name: str) -> User:
        """Return the person; creates an inactive officer of the profile's branch if unknown.

        Raises InputError for a person who works in no branch.
        """
        key = name.casefold().strip()
        if key not in self._known:
            self._known[key] = self._look_up(name.strip()) or self._create(name.strip())
        owner = self._known[key]
        if owner.branch is None:
            raise InputError("owner", _("%(name)s works in no branch."), name=name)
        return owner

    def _look_up(self, name: str) -> User | None:
        return (
            User.objects.select_related("branch")
            .filter(
                Q(username=name.lower())
                | Q(nip=name)
                | Q(ao_code=name)
                | Q(full_name__iexact=name, branch=self._branch)
            )
            .first()
        )

    def _create(self, name: str) -> User:
        base = slugify(name).replace("-", ".")[:32] or "owner"
        taken = set(
            User.objects.filter(username__startswith=base).values_list("username", flat=True)
        )
        username = next(
            candidate
            for candidate in (base, *(f"{base}.{number}" for number in range(2, 1000)))
            if candidate not in taken
        )
        return User.objects.create_user(
            username, full_name=name[:120], role=Role.OFFICER, branch=self._branch, is_active=False
        )
