"""Addresses of the financial picture: of a prospect, and of the debtor of an opportunity."""

from typing import Any

from django.urls import URLPattern, path

from org.administration.approval import approved_paths
from prospects.score_administration import ScoreSheetsPage
from prospects.views.finance import memo, memo_score, page, rows, slik

PLACES = (("prospect", "prospects"), ("opportunity", "pipeline"))


def _of(through: str, root: str) -> list[URLPattern]:
    base = f"{root}/<str:public_id>/finance/"
    views: tuple[tuple[str, Any, str], ...] = (
        ("", page.FinanceView, "finance"),
        ("simulate/", page.SimulateView, "finance-simulate"),
        ("slik/", slik.SlikView, "slik"),
        ("slik/<str:check>/result/", slik.SlikResultView, "slik-result"),
        ("slik/<str:check>/facility/", slik.SlikFacilityView, "slik-facility"),
        ("slik/<str:check>/file/", slik.SlikFileView, "slik-file"),
        ("<str:kind>/new/", rows.RowAddView, "finance-add"),
        ("<str:kind>/<str:row>/", rows.RowEditView, "finance-edit"),
        ("<str:kind>/<str:row>/restore/", rows.RowRestoreView, "finance-restore"),
    )
    return [
        path(f"{base}{end}", view.as_view(through=through), name=f"{through}-{name}")
        for end, view, name in views
    ]


MEMO: tuple[tuple[str, Any, str], ...] = (
    ("", memo.MemoView, "memo"),
    ("versions/", memo.MemoFreezeView, "memo-freeze"),
    ("versions/<int:number>/", memo.MemoVersionView, "memo-version"),
    ("versions/<int:number>/<str:paper>/", memo.MemoPaperView, "memo-paper"),
    ("score/", memo_score.MemoScoreView, "memo-score"),
    ("<str:part>/", memo.MemoSectionView, "memo-section"),
)
finance: list[URLPattern] = [
    *approved_paths(ScoreSheetsPage, "administration/score-sheets/"),
    *(
        path(f"pipeline/<str:public_id>/memo/{end}", view.as_view(), name=f"opportunity-{name}")
        for end, view, name in MEMO
    ),
    *(one for through, root in PLACES for one in _of(through, root)),
    path(
        "pipeline/<str:public_id>/proposal/",
        rows.ProposalView.as_view(),
        name="opportunity-proposal",
    ),
]
