"""What the demo knows of some customers beside the story: work, family, a second number, people.

Chosen by the digits of the telephone number, so that no story draws another card because of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from org.models import User
from prospects import links, persons, phones
from prospects.models import ContactPerson, Prospect, ProspectLink, ProspectPhone
from prospects.phones import PhoneFacts
from reports.demo.names import Customer

STATUSES = ("married", "married", "single", "widowed")
MOTHERS = ("Sumiati", "Kartini Lestari", "Rohani", "Ni Ketut Sari", "Siti Maryam")
SPOUSES = ("Hadi Purnomo", "Wulan Kusumawati", "Slamet Raharjo", "Endang Pratiwi")
DIRECTORS = ("Bagus Prakoso", "Melani Hartono", "Yosef Tandean")
TREASURERS = ("Ratih Puspita", "Andre Sihombing", "Lina Marlina")
SHOPS = ("Warung", "Toko", "UD", "Katering", "Bengkel", "Kios")


def facts_of(customer: Customer) -> dict[str, Any]:
    """Return work, family and mother of a person; nothing of a company."""
    digits = int(customer.phone[-4:])
    if customer.kind == Prospect.Kind.COMPANY:
        return {}
    work = Prospect.Employment.EMPLOYEE
    if customer.company.startswith(SHOPS):
        work = Prospect.Employment.SELF_EMPLOYED
    elif customer.name.startswith("dr."):
        work = Prospect.Employment.PROFESSIONAL
    return {
        "employment": work if customer.company else "",
        "marital_status": STATUSES[digits % 4],
        "mother": MOTHERS[digits % 5] if customer.nik and digits % 3 else "",
    }


def surround(prospect: Prospect, actor: User, at: datetime) -> None:
    """Give the prospect what hangs below it: of every fourth person, of every company."""
    digits = int(prospect.phone[-4:])
    if prospect.kind == Prospect.Kind.COMPANY:
        _people(prospect, digits, actor, at)
    elif digits % 4 == 0:
        number = f"+62215550{digits % 1000:03d}"
        facts = PhoneFacts(number, use=ProspectPhone.Use.OFFICE, note="jam kerja")
        phones.add_phone(prospect, facts, actor=actor, now=at)
        spouse = SPOUSES[digits // 4 % 4]
        kind = ProspectLink.Kind.SPOUSE
        links.add_link(prospect, kind, other_name=spouse, actor=actor, now=at)


def _people(company: Prospect, digits: int, actor: User, at: datetime) -> None:
    roles = ContactPerson.Role
    for role, names in ((roles.DIRECTOR, DIRECTORS), (roles.FINANCE, TREASURERS)):
        values = dict.fromkeys(persons.FIELDS, "") | {
            "name": names[digits % 3], "role": role, "do_not_call": False,
            "phone": f"+628125550{digits % 1000:04d}" if role == roles.FINANCE else "",
        }  # fmt: skip
        persons.add_person(company, values, actor=actor, now=at)
