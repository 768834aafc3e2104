"""Addresses about a person's rights."""

from django.urls import URLPattern, path

from org.administration.views import paths
from prospects.consent_administration import ConsentTextsPage
from prospects.retention_administration import RetentionRulesPage
from prospects.views.privacy import audit, consents, retention, rights

STEPS = {
    "copy": rights.RightsCopyView,
    "answer": rights.RightsAnswerView,
    "refuse": rights.RightsRefuseView,
    "restrict": rights.RightsRestrictView,
    "lift": rights.RightsLiftView,
    "erase": rights.RightsEraseView,
    "approve": rights.RightsApproveView,
}
privacy: list[URLPattern] = [
    path(
        "prospects/<str:public_id>/consents/",
        consents.ConsentListView.as_view(),
        name="consent-list",
    ),
    path(
        "prospects/<str:public_id>/consents/new/",
        consents.ConsentGiveView.as_view(),
        name="consent-give",
    ),
    path(
        "prospects/<str:public_id>/consents/sheet/",
        consents.ConsentSheetView.as_view(),
        name="consent-sheet",
    ),
    path(
        "consents/<str:public_id>/withdraw/",
        consents.ConsentWithdrawView.as_view(),
        name="consent-withdraw",
    ),
    path(
        "prospects/<str:public_id>/requests/new/",
        rights.RightsAddView.as_view(),
        name="rights-add",
    ),
    path("audit/", audit.AuditView.as_view(), name="audit"),
    path("audit/export/", audit.AuditExportView.as_view(), name="audit-export"),
    path("privacy/", rights.RightsListView.as_view(), name="rights-list"),
    path("privacy/retention/", retention.RetentionView.as_view(), name="retention"),
    path("privacy/<str:public_id>/", rights.RightsDetailView.as_view(), name="rights-detail"),
    path(
        "privacy/<str:public_id>/file/<str:code>/",
        rights.RightsFileView.as_view(),
        name="rights-file",
    ),
    *(
        path(f"privacy/<str:public_id>/{name}/", view.as_view(), name=f"rights-{name}")
        for name, view in STEPS.items()
    ),
    *paths(RetentionRulesPage, "administration/retention/"),
    *paths(ConsentTextsPage, "administration/consent-texts/"),
]
