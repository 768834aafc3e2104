"""What is plugged in where: literal dotted paths, so that a search for a name finds them all."""

# Every encrypted column, for `reseal_fields`.
SEALED_FIELDS: tuple[str, ...] = (
    "prospects.resealing.sealed_fields",
    "documents.resealing.sealed_fields",
)
# Each kind of job or mail that leaves through the outbox, and each planner that finds what is due.
OUTBOX_KINDS: tuple[str, ...] = (
    "org.mails.PasswordReset",
    "org.mails.Invitation",
    "org.mails.HandOver",
    "org.mails.IdleAccounts",
    "prospects.mails.CuriosityMail",
    "prospects.mails.HarvestMail",
    "prospects.mails.TransferAskedMail",
    "prospects.mails.TransferEscalatedMail",
    "prospects.exports.services.MakeExport",
    "prospects.exports.mails.ExportApprovalMail",
    "prospects.bulk.running.BulkWork",
    "prospects.bulk.running.BulkUndo",
    "prospects.imports.jobs.CheckFile",
    "prospects.imports.jobs.ImportRows",
    "prospects.imports.undoing.UndoImport",
    "documents.jobs.ProcessFile",
    "documents.mails.DueMail",
    "documents.mails.OverdueMail",
    "offers.letters.sending.LetterMail",
    "prospects.privacy.jobs.ErasePerson",
    "prospects.privacy.jobs.RunRetention",
    "followups.mails.AgendaMail",
    "followups.mails.ReminderMail",
    "followups.mails.HandoverMail",
    "reports.mails.WeeklyReportMail",
    "reports.privacy.CopyOfData",
    "reports.privacy.PrintAgain",
    "reports.memo.MemoPaper",
    "reports.letters.LetterPaper",
    "reports.decisions.DecisionPaper",
    "reports.riplay.RiplayPaper",
)
OUTBOX_PLANNERS: tuple[str, ...] = (
    "prospects.transfers.plan_escalations",
    "followups.planners.plan_agendas",
    "followups.planners.plan_reminders",
    "followups.planners.plan_handovers",
    "reports.planning.plan",
)
# What a person or a branch holds: counted before an account or a branch is closed.
HOLDINGS: tuple[str, ...] = (
    "prospects.holdings.Prospects",
    "prospects.holdings.Opportunities",
    "followups.holdings.FollowUps",
    "documents.holdings.PapersDue",
    "prospects.holdings.Analyses",
    "prospects.holdings.Partners",
    "prospects.holdings.Requests",
    "prospects.holdings.Imports",
)
# Who may say that a row cannot be changed by anybody now: (row) -> sentence, empty when it may.
WRITE_LOCKS: tuple[str, ...] = ("prospects.restriction.why_locked",)
# Where signed consent sheets are brought and read: (prospect, user) -> prospects.proofs.Papers.
PROOFS = "documents.proofs.SheetsOf"
# Why a person's data must be kept although he asks for erasure: (person) -> sentence or empty.
LEGAL_HOLDS: tuple[str, ...] = (
    "prospects.privacy.holds.is_customer",
    "prospects.privacy.holds.has_open_file",
    "prospects.privacy.holds.has_money",
)
# Lists that survive a restore: who was erased is erased again in the older data.
KEPT_LISTS: tuple[str, ...] = ("prospects.privacy.replay.ErasedList",)
# What can be done to many rows of a list at once, in the order of the bar.
BULK_ACTIONS: tuple[str, ...] = (
    "prospects.bulk.people.Assign",
    "prospects.bulk.deals.MoveStage",
    "followups.bulk.PlanStep",
    "prospects.bulk.people.PutTag",
    "prospects.handover.action.HandOver",
)
# Where a new officer brings his list: the first of these addresses that is there.
BRING_LIST: tuple[str, ...] = ("prospects:import-start", "prospects:prospect-add")
# Names of addresses above products: from the simulator to a prospect, and of a prospect's own one.
SIMULATION_FOR = "offers:simulation-pick"
SIMULATOR_OF_PROSPECT = "offers:simulation-for"
# Blocks that other parts put on the page of a prospect or an opportunity, in desktop order.
PROSPECT_PANELS: tuple[str, ...] = (
    "prospects.opportunity_panel.OpportunitiesPanel",
    "followups.panels.NextStepPanel",
    "prospects.circle_panel.CirclePanel",
    "prospects.consent_panel.ConsentPanel",
    "prospects.reads_panel.ReadsPanel",
    "prospects.finance_panel.FinancePanel",
    "documents.panels.PapersPanel",
    "prospects.needs.panel.NeedsPanel",
    "offers.simulations.panel.SimulationsPanel",
    "offers.shown.panel.ShownPanel",
    "followups.relation.RelationPanel",
    "prospects.network.panel.NetworkPanel",
)
OPPORTUNITY_PANELS: tuple[str, ...] = (
    "followups.panels.NextStepPanel",
    "prospects.finance_panel.FinancePanel",
    "prospects.partners.panel.PartnerPanel",
    "offers.letters.panel.LettersPanel",
    "documents.panels.DocumentsPanel",
    "offers.simulations.panel.SimulationsPanel",
    "offers.shown.panel.ShownPanel",
    "offers.decisions.panel.DecisionsPanel",
    "offers.booking.panel.BookingPanel",
    "offers.riplay.panel.RiplayPanel",
    "offers.promotions.panel.PromotionPanel",
    "prospects.tips.panel.TipsPanel",
)
# What other parts warn of before an opportunity moves on; nothing of it stops the move.
MOVE_WARNINGS: tuple[str, ...] = ("documents.warnings.missing_papers",)
# The families of products: one file each.
PRODUCT_TYPES: tuple[str, ...] = (
    "products.types.kpr",
    "products.types.kpa",
    "products.types.takeover",
    "products.types.flpp",
    "products.types.kta",
    "products.types.kkb",
    "products.types.kur",
    "products.types.working_capital",
    "products.types.investment",
    "products.types.deposit",
    "products.types.term_savings",
    "products.types.savings",
    "products.types.giro",
)
# Who lives with the rates of a product when a new sheet begins: (user, product, today) -> Affected.
RATE_AFFECTED: tuple[str, ...] = (
    "prospects.affected.open_opportunities",
    "offers.affected.open_letters",
    "offers.affected.kept_simulations",
)
# Which products a customer refused last, and when: (user, prospect) -> {product key: Refusal}.
REFUSED_PRODUCTS: tuple[str, ...] = ("offers.shown.refused.refused_products",)
# What must not be written: (opportunity, kind, today) before a milestone is recorded by hand, and
# (opportunity, product, amount) before they change; each raises ValidationError.
MILESTONE_RULES: tuple[str, ...] = (
    "offers.decisions.gate.decision_by_hand",
    "offers.letters.sppk.sppk_by_hand",
    "offers.riplay.gate.before_signing",
)
DEAL_RULES: tuple[str, ...] = ("offers.decisions.gate.within_the_decision",)
# Tables whose rows belong to whoever holds the prospect, or the opportunity, that they name.
PROSPECT_FOLLOWERS: tuple[str, ...] = (
    "offers.Receipt",
    "offers.Riplay",
    "offers.SavedSimulation",
    "offers.Shown",
    "prospects.BusinessFigures",
    "prospects.Consent",
    "prospects.ContactPerson",
    "prospects.DataRequest",
    "prospects.Facility",
    "prospects.FinanceLine",
    "prospects.Need",
    "prospects.ProspectLink",
    "prospects.ProspectPhone",
    "prospects.ProspectTag",
    "prospects.RelationshipPlan",
    "prospects.RivalOffer",
    "prospects.SlikCheck",
)
OPPORTUNITY_FOLLOWERS: tuple[str, ...] = (
    "documents.Document",
    "offers.Booking",
    "offers.CreditProposal",
    "offers.Decision",
    "offers.Letter",
    "offers.PromotionGrant",
    "offers.RiplayWaiver",
    "prospects.Collateral",
    "prospects.MemoScore",
    "prospects.MemoSection",
    "prospects.MemoVersion",
    "prospects.Proposal",
)
# Every column that points to a prospect and whose rows move when two records become one.
PROSPECT_MERGE_PARTS: tuple[str, ...] = (
    "documents.Document.prospect",
    "offers.Receipt.prospect",
    "offers.Riplay.prospect",
    "offers.SavedSimulation.prospect",
    "offers.Shown.prospect",
    "offers.Letter.prospect",
    "prospects.BusinessFigures.prospect",
    "prospects.Collateral.prospect",
    "prospects.Consent.prospect",
    "prospects.ContactPerson.prospect",
    "prospects.DataRequest.prospect",
    "prospects.Facility.prospect",
    "prospects.FinanceLine.prospect",
    "prospects.MemoScore.prospect",
    "prospects.MemoSection.prospect",
    "prospects.MemoVersion.prospect",
    "prospects.Need.prospect",
    "prospects.Opportunity.prospect",
    "prospects.Proposal.prospect",
    "prospects.ProspectLink.prospect",
    "prospects.ProspectLink.other",
    "prospects.ProspectTag.prospect",
    "prospects.RelationshipPlan.prospect",
    "prospects.RivalOffer.prospect",
    "prospects.SlikCheck.prospect",
    "prospects.TimelineEntry.prospect",
    "prospects.TransferRequest.prospect",
    "followups.FollowUp.prospect",
    "followups.HandoverNotice.prospect",
    "followups.Interaction.prospect",
)
# (path, seconds between two calls), and what is done once a night after 02.00.
OUTBOX_CHORES: tuple[tuple[str, int], ...] = (
    ("prospects.summary.fold_deltas", 5),
    ("org.audit.seal", 600),
)
OUTBOX_NIGHTLY: tuple[str, ...] = (
    "core.outbox.cleanup.clean",
    "prospects.cleanup.forget_searches",
    "prospects.summary.forget_zeros",
    "prospects.holds.review",
    "prospects.cleanup.forget_files",
    "prospects.privacy.jobs.plan_retention",
    "prospects.merging.forget",
    "prospects.exports.services.forget",
    "org.dormancy.review",
    "documents.planners.plan_due",
    "documents.cleanup.forget_halves",
    "documents.cleanup.forget_orphans",
    "offers.letters.expiry.expire",
    "offers.promotions.services.expire",
)
