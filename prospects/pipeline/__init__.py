"""What happens to opportunities: the same for board, page, import and API.

Every verb takes `actor` and the moment `now`, runs in one transaction, compares the version the
person saw, writes one line of the timeline and sends `opportunity_changed`. A refusal is a
ValidationError in the user's words, or PermissionDenied where somebody else must act.
"""

from prospects.pipeline.changes import change_amount, change_details, set_pause
from prospects.pipeline.disbursements import (
    NewDisbursement,
    claim_disbursement,
    confirm_disbursement,
    enter_disbursement,
    refuse_disbursement,
    reverse_disbursement,
    room_left,
)
from prospects.pipeline.endings import end_opportunity, reopen
from prospects.pipeline.files import analysts_of, hand_over_file, undo_hand_over
from prospects.pipeline.milestones import (
    reach,
    record_milestone,
    withdraw_milestone,
)
from prospects.pipeline.stages import allowed_stages, move_stage, undo_move

__all__ = [
    "NewDisbursement",
    "allowed_stages",
    "analysts_of",
    "change_amount",
    "change_details",
    "claim_disbursement",
    "confirm_disbursement",
    "end_opportunity",
    "enter_disbursement",
    "hand_over_file",
    "move_stage",
    "reach",
    "record_milestone",
    "refuse_disbursement",
    "reopen",
    "reverse_disbursement",
    "room_left",
    "set_pause",
    "undo_hand_over",
    "undo_move",
    "withdraw_milestone",
]
