"""Role -> (scope, permissions): the one table that decides."""

from dataclasses import dataclass
from enum import IntEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from org.access.permissions import Permission as P


class Role(models.TextChoices):
    """The position of a person. Titles on screen are settings of the bank."""

    OFFICER = "officer", _("Account officer")
    TEAM_LEAD = "team_lead", _("Team lead")
    BRANCH_HEAD = "branch_head", _("Branch head")
    CREDIT_ADMINISTRATION = "credit_administration", _("Credit administration")
    CREDIT_ANALYST = "credit_analyst", _("Credit analyst")
    REGIONAL_HEAD = "regional_head", _("Regional head")
    HEAD_OFFICE = "head_office", _("Head office")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Scope(IntEnum):
    """How far a role sees. ASSIGNED is beside the ladder: only what is sent to the person."""

    NONE = 0
    ASSIGNED = 1
    OWN = 2
    TEAM = 3
    BRANCH = 4
    REGION = 5
    BANK = 6


@dataclass(frozen=True)
class Grant:
    """What a role may do, and how far."""

    scope: Scope
    permissions: frozenset[P]


EVERYONE = frozenset({P.PROFILE})
READS = EVERYONE | {
    P.PROSPECT_VIEW, P.OPPORTUNITY_VIEW, P.FOLLOWUP_VIEW, P.REPORT_VIEW, P.PARTNER_VIEW,
}  # fmt: skip
SELLS = READS | {
    P.TODAY_VIEW,
    P.BULK,
    P.VIEW_SAVE,
    P.PROSPECT_ADD,
    P.PROSPECT_CHANGE,
    P.PROSPECT_ARCHIVE,
    P.IDENTITY_REVEAL,
    P.PROSPECT_MERGE,
    P.TRANSFER_REQUEST,
    P.CONSENT_RECORD,
    P.RIGHTS_RECORD,
    P.OPPORTUNITY_CHANGE,
    P.FILE_HAND_OVER,
    P.DISBURSEMENT_CLAIM,
    P.CREDIT_PROPOSE,
    P.DOCUMENT_CHANGE,
    P.LETTER_CHANGE,
    P.FOLLOWUP_CHANGE,
    P.PARTNER_CHANGE,
    P.SUMMARY_SHARE,
    P.TIP_SHARE,
    P.IMPORT_VIEW,
    P.IMPORT_OWN,
    P.FINANCE_VIEW,
    P.SLIK_VIEW,
    P.FINANCE_CHANGE,
}
LEADS = SELLS | {P.PROSPECT_REASSIGN, P.TRANSFER_DECIDE, P.DASHBOARD_VIEW, P.VIEW_SHARE}
HEADS = LEADS | {
    P.REPORT_REVIEW,
    P.DISBURSEMENT_CONFIRM,
    P.CREDIT_DECIDE,
    P.DOCUMENT_DEFER,
    P.LETTER_APPROVE,
    P.RIPLAY_WAIVE,
    P.TIP_HIDE,
    P.EXPORT,
    P.RIGHTS_ANSWER,
    P.READS_VIEW,
    P.TERRITORY_ADMIN,
}
OVERSEES = READS | {P.DASHBOARD_VIEW, P.SUMMARY_SHARE, P.EXPORT, P.VIEW_SAVE}

CHECKS_PAPERS = frozenset({P.DOCUMENT_CHANGE, P.DOCUMENT_CHECK})

GRANTS: dict[Role, Grant] = {
    Role.OFFICER: Grant(Scope.OWN, SELLS | {P.TRANSFER_DECIDE}),
    Role.TEAM_LEAD: Grant(Scope.TEAM, LEADS),
    Role.BRANCH_HEAD: Grant(Scope.BRANCH, HEADS),
    Role.CREDIT_ADMINISTRATION: Grant(
        Scope.BRANCH,
        READS - {P.REPORT_VIEW}
        | {
            P.FILE_HAND_OVER,
            P.DISBURSEMENT_CONFIRM,
            P.VIEW_SAVE,
            P.FINANCE_VIEW,
            P.SLIK_VIEW,
            P.IDENTITY_REVEAL,
        }
        | CHECKS_PAPERS,
    ),
    Role.CREDIT_ANALYST: Grant(
        Scope.ASSIGNED,
        EVERYONE
        | {
            P.OPPORTUNITY_VIEW,
            P.FILE_HAND_OVER,
            P.VIEW_SAVE,
            P.FINANCE_VIEW,
            P.SLIK_VIEW,
            P.FINANCE_CHANGE,
            P.CREDIT_PROPOSE,
        },
    ),
    Role.REGIONAL_HEAD: Grant(
        Scope.REGION,
        OVERSEES
        | {P.PROSPECT_REASSIGN, P.TRANSFER_DECIDE, P.BULK, P.TERRITORY_ADMIN}
        | {P.CREDIT_DECIDE, P.LETTER_APPROVE},
    ),
    Role.HEAD_OFFICE: Grant(
        Scope.BANK,
        OVERSEES
        | {P.CATALOGUE_ADMIN, P.CONSENT_TEXTS, P.IMPORT_VIEW, P.IMPORT, P.PARTNER_CHANGE}
        | {P.CREDIT_DECIDE, P.TIP_SHARE, P.TIP_HIDE}
        | {P.RIGHTS_RECORD, P.RIGHTS_ANSWER, P.RIGHTS_DECIDE, P.READS_VIEW},
    ),
    Role.AUDITOR: Grant(
        Scope.BANK,
        READS
        | {P.DASHBOARD_VIEW, P.AUDIT_VIEW, P.FINANCE_VIEW, P.SLIK_VIEW}
        | {P.AUDIT_EXPORT, P.READS_VIEW},
    ),
    Role.ADMINISTRATOR: Grant(
        Scope.NONE, EVERYONE | {P.USER_ADMIN, P.ORG_ADMIN, P.OPERATIONS, P.TERRITORY_ADMIN}
    ),
}
