"""What programs read and write about numbers, contact persons and links."""

from typing import Any

from pydantic import Field

from core.api.shapes import Answer, Body, Named, PublicId, Version, one_of
from prospects.duplicate_cards import REASONS
from prospects.models import ContactPerson, ProspectLink, ProspectPhone

Reason: Any = Field(
    None, pattern=one_of(REASONS),
    description="Why this is somebody else although the number is known.",
)  # fmt: skip


class PhoneAnswer(Answer):
    """One number of a prospect."""

    id: str
    version: int
    number: str
    use: str
    note: str
    do_not_call: bool
    is_primary: bool


class ContactPersonAnswer(Answer):
    """Somebody at a company."""

    id: str
    version: int
    name: str
    role: str
    title: str
    phone: str
    email: str
    note: str
    do_not_call: bool


class LinkAnswer(Answer):
    """What somebody is to this prospect. Of a record out of reach the kind alone is told.

    `id` is null where the link was written at the other end, where alone it is taken away.
    """

    id: str | None
    kind: str
    prospect: Named | None
    name: str
    note: str
    is_hidden: bool


class PhoneFields(Body):
    """What is known of one number."""

    use: str | None = Field(None, pattern=one_of(ProspectPhone.Use.values))
    note: str | None = Field(None, max_length=120)
    do_not_call: bool | None = Field(None, strict=True, description="Nobody calls this number.")
    is_primary: bool | None = Field(None, strict=True, description="true makes it the main one.")
    duplicate_reason: str | None = Reason


class NewPhoneBody(PhoneFields):
    """Another number."""

    number: str = Field(min_length=1, max_length=40, description="Any spelling; kept as E.164.")


class PhoneChange(PhoneFields):
    """Fields to change; those left out stay as they are."""

    version: Version
    number: str | None = Field(None, min_length=1, max_length=40)


class PersonFields(Body):
    """What is known of somebody at a company."""

    role: str | None = Field(None, pattern=one_of(ContactPerson.Role.values))
    title: str | None = Field(None, max_length=80)
    phone: str | None = Field(None, max_length=40, description="Any spelling; kept as E.164.")
    email: str | None = Field(None, max_length=254)
    note: str | None = Field(None, max_length=120)
    do_not_call: bool | None = Field(None, strict=True)
    duplicate_reason: str | None = Reason


class NewPersonBody(PersonFields):
    """Another contact person."""

    name: str = Field(min_length=1, max_length=160)
    role: str = Field(pattern=one_of(ContactPerson.Role.values))


class PersonChange(PersonFields):
    """Fields to change; those left out stay as they are."""

    version: Version
    name: str | None = Field(None, min_length=1, max_length=160)


class NewLinkBody(Body):
    """A link to a record you reach, or to somebody who has none: `other` wins over the name."""

    kind: str = Field(pattern=one_of(ProspectLink.Kind.values))
    other: PublicId | None = None
    other_name: str | None = Field(None, max_length=160)
    note: str | None = Field(None, max_length=120)
