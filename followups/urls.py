"""Addresses of the day: follow-ups, contacts and the calendar."""

from django.urls import path

from followups.views.calendar import CalendarView
from followups.views.introductions import IntroducedView, IntroductionsView
from followups.views.moving import (
    CancelView,
    MoveView,
    NoteView,
    PlanView,
    TomorrowView,
    UndoMoveView,
)
from followups.views.outcome import (
    ContactEditView,
    ContactUndoView,
    LogContactView,
    OutcomeView,
)
from followups.views.pick import LogView, PlanPickView
from followups.views.resets import ResetAdviceView, ResetListView, ResetStepView
from followups.views.today import TodayView

app_name = "followups"
urlpatterns = [
    path("today/", TodayView.as_view(), name="today"),
    path("calendar/", CalendarView.as_view(), name="calendar"),
    path("introductions/", IntroductionsView.as_view(), name="introductions"),
    path("introductions/<str:public_id>/", IntroducedView.as_view(), name="introduced"),
    path("rate-changes/", ResetListView.as_view(), name="reset-list"),
    path("rate-changes/<str:public_id>/call/", ResetStepView.as_view(), name="reset-step"),
    path("rate-changes/<str:public_id>/advice/", ResetAdviceView.as_view(), name="reset-advice"),
    path("follow-ups/log/", LogView.as_view(), name="log"),
    path("follow-ups/plan/", PlanPickView.as_view(), name="plan-pick"),
    path("follow-ups/for/<str:public_id>/log/", LogContactView.as_view(), name="log-contact"),
    path("follow-ups/for/<str:public_id>/note/", NoteView.as_view(), name="note"),
    path("follow-ups/for/<str:public_id>/plan/", PlanView.as_view(), name="plan"),
    path("follow-ups/<str:public_id>/outcome/", OutcomeView.as_view(), name="outcome"),
    path("follow-ups/<str:public_id>/tomorrow/", TomorrowView.as_view(), name="tomorrow"),
    path("follow-ups/<str:public_id>/move/", MoveView.as_view(), name="move"),
    path("follow-ups/<str:public_id>/undo-move/", UndoMoveView.as_view(), name="undo-move"),
    path("follow-ups/<str:public_id>/cancel/", CancelView.as_view(), name="cancel"),
    path("contacts/<str:public_id>/undo/", ContactUndoView.as_view(), name="contact-undo"),
    path("contacts/<str:public_id>/edit/", ContactEditView.as_view(), name="contact-edit"),
]
