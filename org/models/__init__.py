"""The tables of the organisation."""

from org.models.audit import AuditEntry, AuditSeal
from org.models.bank import BankLogo, BankSettings, MailMode, Paper
from org.models.branch import Branch, Region, Team, TimeZone
from org.models.holiday import Holiday
from org.models.loading import PeopleLoad
from org.models.read import ReadEntry
from org.models.sign_in import ActivationSlip, SignIn
from org.models.token import ApiToken
from org.models.user import Delegation, Segment, User

__all__ = [
    "ActivationSlip",
    "ApiToken",
    "AuditEntry",
    "AuditSeal",
    "BankLogo",
    "BankSettings",
    "Branch",
    "Delegation",
    "Holiday",
    "MailMode",
    "Paper",
    "PeopleLoad",
    "ReadEntry",
    "Region",
    "Segment",
    "SignIn",
    "Team",
    "TimeZone",
    "User",
]
