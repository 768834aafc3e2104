"""People and the posts they stand in for."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.permissions import Permission
from org.access.roles import Role
from org.access.scoping import Access, access_of
from org.models.bank import BankSettings
from org.models.branch import ZONES, Branch, Region, Team, TimeZone


class Segment(models.TextChoices):
    """What an officer sells, and to whom."""

    MICRO = "micro", _("Micro")
    SECURED = "secured", _("Secured loans")
    SME = "sme", _("SME")
    FINANCIAL_SERVICES = "financial_services", _("Financial services")
    CREDIT = "credit", _("Credit")


class UserManager(BaseUserManager["User"]):
    """People by the names they sign in with."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Create a person; without a password he must come in by an activation slip."""
        user = self.model(username=username.lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person who signs in by user name or personnel number (NIP)."""
        name = (username or "").strip().lower()
        return self.get(Q(username=name) | Q(nip=name, nip__isnull=False))


@tracked(
    "username", "nip", "full_name", "role", "branch", "team", "region", "ao_code",
    "segment", "is_active",
)  # fmt: skip
class User(AbstractBaseUser, Versioned):
    """A person of the bank."""

    public_id = PublicIdField()
    username = models.CharField(_("user name"), max_length=40, unique=True)
    nip = models.CharField(
        _("personnel number (NIP)"), max_length=20, unique=True, null=True, blank=True
    )
    full_name = models.CharField(_("full name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("mobile number"), max_length=16, blank=True)
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    ao_code = models.CharField(_("AO code"), max_length=12, unique=True, null=True, blank=True)
    segment = models.CharField(_("segment"), max_length=20, choices=Segment.choices, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    language = models.CharField(
        _("language"), max_length=2, choices=[("id", "Bahasa Indonesia"), ("en", "English")],
        default="id",
    )  # fmt: skip
    theme = models.CharField(
        _("appearance"), max_length=5, default="light",
        choices=[("light", _("Light")), ("dark", _("Dark"))],
    )  # fmt: skip
    has_shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)
    agenda_hour = models.PositiveSmallIntegerField(_("hour of the agenda"), default=7)
    reminder_lead_minutes = models.PositiveSmallIntegerField(_("reminder lead"), default=30)
    first_step = models.PositiveSmallIntegerField(default=0, editable=False)
    must_change_password = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["full_name", "pk"]
        indexes = [models.Index(fields=["branch", "role"], name="user_branch_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="user_role_known",
            ),
            models.CheckConstraint(
                condition=Q(agenda_hour__lte=23), name="user_agenda_hour",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.full_name

    def get_role_display(self) -> str:  # type: ignore[no-redef]
        """The post as the bank calls it, else by our own word, in the active language."""
        own = BankSettings.current().title_of(self.role, get_language() or "id")
        return own or str(Role(self.role).label)

    @property
    def initials(self) -> str:
        """First letters of the first and last name."""
        words = self.full_name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def zone(self) -> ZoneInfo:
        """The clock the person lives by: his branch's, else Jakarta's."""
        return self.branch.zone if self.branch else ZONES[TimeZone.WIB]

    @cached_property
    def access(self) -> Access:
        """Rights and reach for the life of this object, one request or one task.

        `today` for stand-in posts is set by the view, task or command base before first use.
        """
        from core import clock

        return access_of(self, (self.access_day or clock.now().astimezone(self.zone).date()))

    access_day: date | None = None

    def may(self, permission: Permission) -> bool:
        """Tell whether the person has the right, in his own or a stand-in post."""
        return permission in self.access.permissions

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Answer Django's question by our table; unknown names explode."""
        return self.may(Permission(perm))


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Stand-ins."""

    def in_force(self, delegate: User, today: date) -> DelegationQuerySet:
        """Keep those by which `delegate` stands in for somebody today."""
        return self.filter(
            delegate=delegate,
            valid_from__lte=today,
            valid_to__gte=today,
            revoked_at=None,
            principal__is_active=True,
        )

    def principals_of(self, delegate: User, today: date) -> list[User]:
        """Return those in whose post `delegate` stands today.

        Mostly there is nobody: so only their ids are read at first.
        """
        ids = list(self.in_force(delegate, today).values_list("principal_id", flat=True))
        return list(User.objects.filter(pk__in=ids).select_related("branch")) if ids else []


@tracked("principal", "delegate", "valid_from", "valid_to", "reason", "revoked_at")
class Delegation(Versioned):
    """*Pjs*: the delegate holds the principal's rights from one day to another, both included."""

    public_id = PublicIdField()
    principal = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["delegate", "valid_to"], name="delegation_delegate")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="delegation_ends_after_start",
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("delegate")),
                name="delegation_not_to_oneself",
                violation_error_message=_("Choose another person as stand-in."),
            ),
        ]
