"""The tables of prospects and their opportunities."""

from prospects.models.bulk import BulkBatch, BulkItem
from prospects.models.consent import (
    Consent,
    ConsentMedium,
    ConsentPurpose,
    ConsentText,
    OfferChannel,
    WithdrawalMedium,
)
from prospects.models.contact_person import ContactPerson
from prospects.models.disbursement import Disbursement
from prospects.models.export import ExportFile
from prospects.models.figures import (
    BranchDelta,
    BranchFigure,
    BranchTotal,
    PipelineDelta,
    PipelineFigure,
    PipelineSummary,
)
from prospects.models.finance import (
    BusinessFigures,
    Collateral,
    Facility,
    FinanceLine,
    Proposal,
)
from prospects.models.hold import HoldLapse
from prospects.models.import_traces import ColumnMemory, ImportedRow
from prospects.models.imports import ImportBatch, ImportFile, ImportProfile
from prospects.models.link import ProspectLink
from prospects.models.memo import MemoPart, MemoSection, MemoVersion
from prospects.models.memo_score import MemoScore, ScoreSheet
from prospects.models.merge import ProspectMerge
from prospects.models.need import Need, RelationshipPlan, RivalOffer
from prospects.models.opportunity import (
    FileHolder,
    FilePosition,
    LossReason,
    Milestone,
    Opportunity,
    OpportunityState,
)
from prospects.models.partner import Partner, PartnerContact, Project, Unit
from prospects.models.past import ProspectPast
from prospects.models.phone import ProspectPhone
from prospects.models.prospect import Prospect, RecentSearch
from prospects.models.rights import (
    DataCopy,
    DataRequest,
    ErasedPerson,
    RetentionRule,
    RetentionRun,
)
from prospects.models.saved_view import SavedView
from prospects.models.slik import SlikCheck
from prospects.models.source import ContactBasis, ProspectSource, Source
from prospects.models.tag import ProspectTag, Tag
from prospects.models.territory import Territory, Turn
from prospects.models.timeline import TimelineEntry
from prospects.models.tip import Tip, TipUse
from prospects.models.transfer import TransferRequest

__all__ = [
    "BranchDelta",
    "BranchFigure",
    "BranchTotal",
    "BulkBatch",
    "BulkItem",
    "BusinessFigures",
    "Collateral",
    "ColumnMemory",
    "Consent",
    "ConsentMedium",
    "ConsentPurpose",
    "ConsentText",
    "ContactBasis",
    "ContactPerson",
    "DataCopy",
    "DataRequest",
    "Disbursement",
    "ErasedPerson",
    "ExportFile",
    "Facility",
    "FileHolder",
    "FilePosition",
    "FinanceLine",
    "HoldLapse",
    "ImportBatch",
    "ImportFile",
    "ImportProfile",
    "ImportedRow",
    "LossReason",
    "MemoPart",
    "MemoScore",
    "MemoSection",
    "MemoVersion",
    "Milestone",
    "Need",
    "OfferChannel",
    "Opportunity",
    "OpportunityState",
    "Partner",
    "PartnerContact",
    "PipelineDelta",
    "PipelineFigure",
    "PipelineSummary",
    "Project",
    "Proposal",
    "Prospect",
    "ProspectLink",
    "ProspectMerge",
    "ProspectPast",
    "ProspectPhone",
    "ProspectSource",
    "ProspectTag",
    "RecentSearch",
    "RelationshipPlan",
    "RetentionRule",
    "RetentionRun",
    "RivalOffer",
    "SavedView",
    "ScoreSheet",
    "SlikCheck",
    "Source",
    "Tag",
    "Territory",
    "TimelineEntry",
    "Tip",
    "TipUse",
    "TransferRequest",
    "Turn",
    "Unit",
    "WithdrawalMedium",
]
