"""Addresses of people, branches and the administration of both."""

from django.urls import include, path

from org.administration.branches import BranchesPage
from org.administration.calendar import HolidaysPage
from org.administration.delegations import DelegationsPage
from org.administration.regions import RegionsPage
from org.administration.teams import TeamsPage
from org.administration.users import UsersPage
from org.administration.views import paths
from org.views import (
    activation,
    bank,
    delegations,
    first_steps,
    holidays,
    loading,
    lockouts,
    own,
    people,
    tokens,
)

app_name = "org"
own_pages = [
    path("activate/", activation.ActivateView.as_view(), name="activate"),
    path("profile/", own.ProfileView.as_view(), name="profile"),
    path("profile/sessions/end/", own.SessionsEndView.as_view(), name="session-end"),
    path("first-steps/", first_steps.FirstStepsView.as_view(), name="first-steps"),
    path("profile/tokens/", tokens.TokenMakeView.as_view(), name="token-make"),
    path(
        "profile/tokens/<str:public_id>/end/",
        tokens.TokenRevokeView.as_view(),
        name="token-revoke",
    ),
    path("more/", own.MoreView.as_view(), name="more"),
]
administration = [
    *paths(UsersPage, "users/"),
    path("users/<str:public_id>/slip/", people.UserSlipView.as_view(), name="user-slip"),
    path("users/<str:public_id>/close/", people.UserCloseView.as_view(), name="user-close"),
    path("users/<str:public_id>/open/", people.UserOpenView.as_view(), name="user-open"),
    path(
        "users/<str:public_id>/sessions/", people.UserSessionsView.as_view(), name="user-sessions"
    ),
    path("users/<str:public_id>/factor/", people.UserFactorView.as_view(), name="user-factor"),
    *paths(DelegationsPage, "delegations/"),
    path(
        "delegations/<str:public_id>/revoke/",
        delegations.DelegationRevokeView.as_view(),
        name="delegation-revoke",
    ),
    *paths(RegionsPage, "regions/"),
    *paths(BranchesPage, "branches/"),
    *paths(TeamsPage, "teams/"),
    path("holidays/import/", holidays.HolidayImportView.as_view(), name="holiday-import"),
    path(
        "holidays/restore/<str:token>/",
        holidays.HolidayRestoreView.as_view(),
        name="holiday-restore",
    ),
    *paths(HolidaysPage, "holidays/"),
]
look = [
    path("logo/<str:digest>.png", bank.LogoView.as_view(), name="bank-logo"),
    path("accent/<str:accent>-<str:digest>.css", bank.AccentView.as_view(), name="bank-accent"),
]
settings_pages = [
    path("bank/", bank.BankView.as_view(), name="bank-settings"),
    path("lockouts/", lockouts.LockoutListView.as_view(), name="lockout-list"),
    path("lockouts/open/", lockouts.UnlockView.as_view(), name="lockout-open"),
    path("people/load/", loading.LoadView.as_view(), name="load"),
    path("people/load/template/", loading.TemplateView.as_view(), name="load-template"),
    path("people/load/<str:public_id>/", loading.LoadDetailView.as_view(), name="load-detail"),
    path("people/load/<str:public_id>/slips/", loading.SlipsView.as_view(), name="load-slips"),
]
urlpatterns = [
    path("org/", include(own_pages)),
    path("bank/", include(look)),
    path("administration/", include(administration)),
    path("administration/", include(settings_pages)),
]
