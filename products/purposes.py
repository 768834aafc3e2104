"""What customers want money for, or want to do with it: what joins a need and the families."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """A need in the customer's terms. Each family names the purposes it serves."""

    HOME = "home", _("A home")
    VEHICLE = "vehicle", _("A vehicle")
    PERSONAL = "personal", _("Schooling, health, renovation")
    WORKING_CAPITAL = "working_capital", _("Stock and running the business")
    EQUIPMENT = "equipment", _("Tools or premises for the business")
    SAFE_GROWTH = "safe_growth", _("Idle money, kept safe")
    SAVING_GOAL = "saving_goal", _("Saving towards a goal")
    DAILY_MONEY = "daily_money", _("Salary and daily payments")
