"""A person or company the bank might serve."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import search
from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel
from prospects.models.sealed import set_sealed
from prospects.models.source import CODE_LENGTH, ContactBasis
from prospects.phone_triggers import PHONE_TRIGGERS
from prospects.querysets import ProspectQuerySet
from prospects.triggers import PAST_TRIGGER, branch_triggers

LIVE = Q(archived_at=None)


class OffersClosed(models.TextChoices):
    """Why a person gets no offers."""

    WITHDRAWN = "withdrawn", _("Consent to offers withdrawn")
    REFUSED = "refused", _("Application refused or withdrawn")


@tracked(
    "kind", "name", "phone", "email", "address", "area_code", "source", "referrer_name",
    "contact_basis", "status", "notes", "owner", "branch", "segment", "archived_at",
    "birth_date", "sex", "marital_status", "employment",
    in_bulk=True,
)  # fmt: skip
class Prospect(Versioned, ScopedModel):
    """One person or company, with one named owner."""

    class Kind(models.TextChoices):
        """Companies have no birth date and another tax number."""

        PERSON = "person", _("Person")
        COMPANY = "company", _("Company")

    class Status(models.TextChoices):
        """Where the relation stands, apart from any single product."""

        ACTIVE = "active", _("Active")
        DORMANT = "dormant", _("Dormant")
        CUSTOMER = "customer", _("Customer")
        NOT_INTERESTED = "not_interested", _("Not interested")

    class Sex(models.TextChoices):
        """As the NIK says it."""

        FEMALE = "female", _("Female")
        MALE = "male", _("Male")

    class MaritalStatus(models.TextChoices):
        """As the identity card says it."""

        SINGLE = "single", _("Not married")
        MARRIED = "married", _("Married")
        DIVORCED = "divorced", _("Divorced")
        WIDOWED = "widowed", _("Widowed")

    class Employment(models.TextChoices):
        """Where the income comes from; decides which papers are asked for."""

        EMPLOYEE = "employee", _("Employee")
        SELF_EMPLOYED = "self_employed", _("Self-employed")
        PROFESSIONAL = "professional", _("Professional")

    public_id = PublicIdField()
    number = models.CharField(_("number"), max_length=16, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=160)
    company = models.CharField(_("workplace or business"), max_length=160, blank=True)
    phone = models.CharField(_("mobile number"), max_length=20, blank=True)
    # Whether `phone` must not be called; the numbers' own rows say why and since when.
    is_phone_barred = models.BooleanField(default=False, db_default=False, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    nik_cipher = models.TextField(blank=True, editable=False)
    nik_index = models.CharField(max_length=64, null=True, editable=False)
    nik_masked = models.CharField(max_length=16, blank=True, editable=False)
    kk_cipher = models.TextField(blank=True, default="", db_default="", editable=False)
    kk_index = models.CharField(max_length=64, null=True, editable=False)
    kk_masked = models.CharField(
        max_length=16, blank=True, default="", db_default="", editable=False
    )
    npwp_cipher = models.TextField(blank=True, default="", db_default="", editable=False)
    npwp_index = models.CharField(max_length=64, null=True, editable=False)
    npwp_masked = models.CharField(
        max_length=16, blank=True, default="", db_default="", editable=False
    )
    nib_cipher = models.TextField(blank=True, default="", db_default="", editable=False)
    nib_index = models.CharField(max_length=64, null=True, editable=False)
    nib_masked = models.CharField(
        max_length=16, blank=True, default="", db_default="", editable=False
    )
    mother_cipher = models.TextField(blank=True, default="", db_default="", editable=False)
    mother_masked = models.CharField(
        max_length=16, blank=True, default="", db_default="", editable=False
    )
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    sex = models.CharField(
        _("sex"), max_length=6, choices=Sex.choices, blank=True, default="", db_default=""
    )
    marital_status = models.CharField(
        _("marital status"), max_length=8, choices=MaritalStatus.choices, blank=True,
        default="", db_default="",
    )  # fmt: skip
    employment = models.CharField(
        _("kind of work"), max_length=13, choices=Employment.choices, blank=True,
        default="", db_default="",
    )  # fmt: skip
    address = models.CharField(_("address"), max_length=300, blank=True)
    area_code = models.CharField(_("region"), max_length=6, blank=True)
    source = models.CharField(_("source"), max_length=CODE_LENGTH, blank=True)
    referrer_name = models.CharField(_("referred by"), max_length=120, blank=True)
    contact_basis = models.CharField(max_length=12, choices=ContactBasis.choices, blank=True)
    # What `prospects.consents` keeps here for lists: the ways an offer may come ("phone,email"),
    # and why none may come although there is a consent.
    offer_channels = models.CharField(
        max_length=40, blank=True, default="", db_default="", editable=False
    )
    offers_closed = models.CharField(
        max_length=10,
        blank=True,
        default="",
        db_default="",
        choices=OffersClosed.choices,
        editable=False,
    )
    # Locked at the person's request, or erased: see `prospects.restriction`.
    restricted_at = models.DateTimeField(null=True, blank=True, editable=False)
    restricted_why = models.CharField(
        max_length=200, blank=True, default="", db_default="", editable=False
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    segment = models.CharField(max_length=20, blank=True)
    status = models.CharField(
        _("status"), max_length=16, choices=Status.choices, default=Status.ACTIVE
    )
    notes = models.TextField(_("notes"), blank=True, max_length=4000)
    duplicate_reason = models.CharField(max_length=200, blank=True, editable=False)

    search_text = models.TextField(editable=False)
    sort_name = models.CharField(max_length=160, editable=False)

    created_at = models.DateTimeField(editable=False)
    created_on = models.DateField(editable=False)
    created_by = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip
    next_step_at = models.DateTimeField(null=True, blank=True, editable=False)
    next_step = models.CharField(max_length=160, blank=True, editable=False)
    last_contact_at = models.DateTimeField(null=True, blank=True, editable=False)

    external_system = models.CharField(max_length=40, blank=True, editable=False)
    external_id = models.CharField(max_length=80, null=True, blank=True, editable=False)
    is_imported = models.BooleanField(default=False, editable=False)
    import_batch = models.ForeignKey(
        "prospects.ImportBatch", on_delete=models.PROTECT, null=True, editable=False,
        related_name="+",
    )  # fmt: skip

    _unscoped: ClassVar[models.Manager[Prospect]] = models.Manager()
    objects = ScopedManager(ProspectQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["nik_index"],
                condition=LIVE,
                name="prospect_nik_once",
                violation_error_message=_("This NIK is already recorded."),
            ),
            models.UniqueConstraint(
                fields=["npwp_index"],
                condition=LIVE,
                name="prospect_npwp_once",
                violation_error_message=_("This NPWP is already recorded."),
            ),
            models.UniqueConstraint(
                fields=["external_system", "external_id"], name="prospect_external_once"
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="prospect_has_name",
                violation_error_message=_("Enter the name."),
            ),
        ]
        indexes = [
            models.Index("owner", F("updated_at").desc(), F("id").desc(), name="prospect_owner",
                         condition=LIVE),
            models.Index("branch", F("updated_at").desc(), F("id").desc(), name="prospect_branch",
                         condition=LIVE),
            models.Index(F("updated_at").desc(), F("id").desc(), name="prospect_all",
                         condition=LIVE),
            models.Index("owner", "sort_name", "id", name="prospect_owner_name", condition=LIVE),
            models.Index("branch", "sort_name", "id", name="prospect_branch_name", condition=LIVE),
            models.Index("owner", "next_step_at", "id", name="prospect_owner_next",
                         condition=LIVE),
            models.Index("branch", "next_step_at", "id", name="prospect_branch_next",
                         condition=LIVE),
            models.Index("owner", F("last_contact_at").desc(nulls_last=True), F("id").desc(),
                         name="prospect_owner_contact", condition=LIVE),
            models.Index("branch", F("last_contact_at").desc(nulls_last=True), F("id").desc(),
                         name="prospect_branch_contact", condition=LIVE),
            # The same orders for who sees many branches: rows of a few are picked while walking.
            models.Index("sort_name", "id", name="prospect_all_name", condition=LIVE),
            models.Index("next_step_at", "id", name="prospect_all_next", condition=LIVE),
            models.Index(F("last_contact_at").desc(nulls_last=True), F("id").desc(),
                         name="prospect_all_contact", condition=LIVE),
            models.Index("created_on", "id", name="prospect_all_created", condition=LIVE),
            # With what a count of the living needs, so that it never visits the table.
            models.Index("owner", "created_on", include=["archived_at"],
                         name="prospect_owner_created"),
            models.Index("branch", "created_on", include=["archived_at"],
                         name="prospect_branch_created"),
            models.Index("phone", name="prospect_phone", condition=LIVE & ~Q(phone="")),
            models.Index("email", name="prospect_email", condition=LIVE & ~Q(email="")),
            models.Index("nib_index", name="prospect_nib", condition=~Q(nib_index=None)),
            GinIndex(fields=["search_text"], name="prospect_search", opclasses=["gin_trgm_ops"]),
            models.Index("id", name="prospect_archived", condition=~LIVE),
        ]  # fmt: skip
        triggers = [PAST_TRIGGER, *branch_triggers("prospects_prospect"), *PHONE_TRIGGERS]

    @property
    def next_step_words(self) -> str:
        """What is to be done next: the portal's words in the active language, others as typed."""
        return capfirst(gettext(self.next_step)) if self.next_step else ""

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Letters that stand for the name in mails: never the name itself."""
        letters = [word[0] for word in self.name.replace(",", " ").split() if word[0].isalpha()]
        return "".join(f"{letter.upper()}." for letter in letters[:4])

    @property
    def mail_name(self) -> str:
        """How mails and the attached edition of reports name the customer."""
        return f"{self.number} ({self.initials})"

    def clean(self) -> None:
        """Refuse a source that is in no list; one that is switched off stays what it was."""
        from prospects import sources

        if self.source and self.source not in sources.rows():
            raise ValidationError({"source": _("This source is not in the list.")})

    @property
    def source_label(self) -> str:
        """The source in the active language."""
        from prospects import sources

        return sources.labels().get(self.source, self.source)

    def refresh_search(self) -> None:
        """Recompute what search and alphabetical order read: all numbers, the people of a company.

        A row that was saved before costs two queries.
        """
        phones, people = self._numbers_below() if self.pk else ([], [])
        self.search_text = search.search_text(
            self.name, self.company, self.email, self.number, *people,
            phones=dict.fromkeys(filter(None, [self.phone, *phones])),
        )  # fmt: skip
        self.sort_name = search.sort_name(self.name)[:160]

    def _numbers_below(self) -> tuple[list[str], list[str]]:
        """Return the other numbers of the prospect, and the names of its contact persons."""
        from prospects.models.contact_person import ContactPerson
        from prospects.models.phone import ProspectPhone

        phones = ProspectPhone.objects.system("search text").of(self)
        numbers = list(phones.filter(is_primary=False).values_list("number", flat=True))
        people = list(
            ContactPerson.objects.system("search text").of(self).values_list("name", "phone")
        )
        return numbers + [phone for _name, phone in people], [name for name, _phone in people]

    def set_nik(self, nik: str) -> None:
        """Keep the identity number encrypted, with a keyed index for equality and a mask."""
        set_sealed(self, "nik", nik)


def next_number(at: datetime) -> str:
    """Return the next *nomor prospek*, such as PR-26-01847; gaps are allowed, doubles are not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('prospects_prospect_number')")
        serial: int = cursor.fetchone()[0]
    return f"PR-{at:%y}-{serial:05d}"


class RecentSearch(models.Model):
    """What a person searched for, so that no name or number stands in an address. 24 hours."""

    user = models.ForeignKey("org.User", on_delete=models.CASCADE, related_name="+")
    token = PublicIdField()
    text = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_index=True)
