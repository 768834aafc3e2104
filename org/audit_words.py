"""The audit trail in words: actions are stored as codes, words are chosen when read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "added": _("Added"),
    "changed": _("Changed"),
    "removed": _("Removed"),
    "holidays_imported": _("Calendar imported"),
    "sign_in": _("Signed in"),
    "sign_in_failed": _("Sign-in failed"),
    "sign_in_locked": _("Sign-in locked"),
    "sign_out": _("Signed out"),
    "sessions_ended": _("Other sessions ended"),
    "all_sessions_ended": _("Sessions ended"),
    "password_changed": _("Password changed"),
    "second_factor_added": _("Second factor added"),
    "second_factor_failed": _("Second factor failed"),
    "second_factor_removed": _("Second factor removed"),
    "second_factor_used": _("Second factor used"),
    "second_factor_reset": _("Second factor reset"),
    "user_invited": _("Invited"),
    "user_changed": _("Details changed"),
    "role_changed": _("Role changed"),
    "user_disabled": _("Disabled"),
    "user_enabled": _("Enabled again"),
    "idle_account_told": _("Unused account announced"),
    "slip_issued": _("Activation slip issued"),
    "slip_used": _("Activation slip used"),
    "api_token_made": _("Access token made"),
    "api_token_revoked": _("Access token ended"),
    "unlocked": _("Let in again"),
    "people_loaded": _("People loaded from a spreadsheet"),
    "slips_printed": _("Activation slips printed"),
    "rate_announced": _("New rate announced"),
    "rate_ended": _("Rate ended"),
    "rate_withdrawn": _("Rate withdrawn"),
    "memo_fetched": _("Memo analisa fetched"),
    "slik_requested": _("SLIK requested"),
    "slik_received": _("SLIK result entered"),
    "slik_viewed": _("SLIK looked at"),
    "slik_file_fetched": _("SLIK file fetched"),
    "reads.flag": _("Opened very many records"),
    "copy.download": _("Copy of a person's data downloaded"),
    "request.answered": _("Request about data answered"),
    "request.copied": _("Copy of a person's data made"),
    "request.erasure_asked": _("Erasure asked for"),
    "request.erasure_approved": _("Erasure approved"),
    "prospect.erased": _("Person erased"),
    "history.erased": _("Change history emptied"),
    "audit.exported": _("Audit trail exported"),
    "document_read": _("Paper read"),
    "delegated": _("Delegation recorded"),
    "delegation_revoked": _("Delegation ended"),
    "prospect.merge": _("Records merged"),
    "prospect.merge_undo": _("Merge undone"),
    "identity.reveal": _("Identity number shown"),
}


def action_words(action: str) -> str:
    """Return the words of an action; one without words is shown by its code."""
    return str(WORDS.get(action) or action.replace("_", " ").capitalize())
