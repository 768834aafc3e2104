"""Every right there is. An unknown name fails at import, not silently at run time."""

from enum import StrEnum


class Permission(StrEnum):
    """What a person may do; where he may do it is the scope of his role."""

    # one's own
    PROFILE = "profile"
    TODAY_VIEW = "today.view"
    # prospects
    PROSPECT_VIEW = "prospect.view"
    PROSPECT_ADD = "prospect.add"
    PROSPECT_CHANGE = "prospect.change"
    PROSPECT_ARCHIVE = "prospect.archive"
    PROSPECT_MERGE = "prospect.merge"
    IDENTITY_REVEAL = "identity.reveal"
    PROSPECT_REASSIGN = "prospect.reassign"
    TERRITORY_ADMIN = "territory.admin"  # who covers which district
    TRANSFER_REQUEST = "transfer.request"
    TRANSFER_DECIDE = "transfer.decide"
    # a person's rights
    CONSENT_RECORD = "consent.record"
    CONSENT_TEXTS = "consent.texts"
    BULK = "bulk"  # one change to many rows; each change needs its own right too
    VIEW_SAVE = "view.save"  # columns and saved views of one's own
    VIEW_SHARE = "view.share"  # a saved view for one's team or branch
    RIGHTS_RECORD = "rights.record"  # write down what a person asks about his data
    RIGHTS_ANSWER = "rights.answer"  # make the copy, restrict, answer, ask for an erasure
    RIGHTS_DECIDE = "rights.decide"  # approve an erasure, lift a restriction
    # opportunities
    OPPORTUNITY_VIEW = "opportunity.view"
    OPPORTUNITY_CHANGE = "opportunity.change"
    FILE_HAND_OVER = "file.hand_over"
    DISBURSEMENT_CLAIM = "disbursement.claim"
    DISBURSEMENT_CONFIRM = "disbursement.confirm"
    CREDIT_PROPOSE = "credit.propose"
    CREDIT_DECIDE = "credit.decide"  # how far is said by the table of decision limits
    # what a customer earns and owes; narrower than the prospect itself
    FINANCE_VIEW = "finance.view"
    FINANCE_CHANGE = "finance.change"
    # the firms the bank works with
    PARTNER_VIEW = "partner.view"
    PARTNER_CHANGE = "partner.change"
    SLIK_VIEW = "slik.view"
    # papers
    DOCUMENT_CHANGE = "document.change"
    DOCUMENT_CHECK = "document.check"
    DOCUMENT_DEFER = "document.defer"
    # letters: write, issue, hand over; approve terms beyond the limit as a second person
    LETTER_CHANGE = "letter.change"
    LETTER_APPROVE = "letter.approve"
    RIPLAY_WAIVE = "riplay.waive"  # an akad without a confirmed RIPLAY
    # what worked against an objection
    TIP_SHARE = "tip.share"
    TIP_HIDE = "tip.hide"
    # follow-ups
    FOLLOWUP_VIEW = "followup.view"
    FOLLOWUP_CHANGE = "followup.change"
    # figures
    DASHBOARD_VIEW = "dashboard.view"
    REPORT_VIEW = "report.view"
    REPORT_REVIEW = "report.review"
    SUMMARY_SHARE = "summary.share"
    # moving data
    IMPORT_VIEW = "import.view"
    IMPORT_OWN = "import.own"  # a list of one's own, into one's own name
    IMPORT = "import"  # any file, for everybody
    EXPORT = "export"
    # the house
    USER_ADMIN = "user.admin"
    ORG_ADMIN = "org.admin"
    CATALOGUE_ADMIN = "catalogue.admin"
    OPERATIONS = "operations"
    AUDIT_VIEW = "audit.view"
    AUDIT_EXPORT = "audit.export"
    READS_VIEW = "reads.view"  # who looked at a person, on his page
