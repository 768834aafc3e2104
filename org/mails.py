"""Mails about one's own account. They leave through the outbox; links are made when sent."""

from datetime import datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import clock
from core.formats import date_words
from core.outbox.api import enqueue
from core.outbox.kinds import Cancelled, Kind, Mail
from core.public_id import new_public_id
from org import letters
from org.access.roles import Role
from org.dormancy import WARNING
from org.holdings import held_by
from org.models import User
from org.people import branch_heads

RESET = "account/email/password_reset_key"


def ask_for(template_prefix: str, user: User) -> None:
    """Queue the mail that allauth wants sent; only the reset of a password is one of ours."""
    if template_prefix == RESET:
        queue(PasswordReset.code, user)


def queue(kind: str, user: User) -> None:
    """Queue an account mail for a person who has an e-mail address."""
    if user.email and user.is_active:
        payload = {"user": user.public_id}
        enqueue(
            kind, key=f"{user.public_id}:{new_public_id()}", due_at=clock.now(), payload=payload
        )


def password_link(user: User) -> str:
    """Return the one-time address where the person chooses a password."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    key = {"uidb36": user_pk_to_url_str(user), "key": token}
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=key)


class AccountMail(Kind):
    """One mail to the person it is about."""

    template = ""

    def work(self, run: Any, now: datetime) -> list[Mail]:
        """Render the mail in the person's language."""
        user = User.objects.filter(public_id=run.payload["user"], is_active=True).first()
        if user is None or not user.email:
            raise Cancelled("the account is closed or has no address")
        with translation.override(user.language):
            text, html = letters.write(
                self.template, user, title=str(self.label), name=user.full_name,
                url=password_link(user), days=settings.PASSWORD_RESET_TIMEOUT // 86400,
            )  # fmt: skip
            return [Mail(recipient_id=user.pk, subject=str(self.label), text=text, html=html)]


class PasswordReset(AccountMail):
    """The link after "forgot the password"."""

    code = "org.password_reset"
    label = gettext_lazy("Choose a new password for AO Portal")
    template = "password_reset"


class Invitation(AccountMail):
    """Welcome of a new person."""

    code = "org.invitation"
    label = gettext_lazy("Your access to AO Portal")
    template = "invitation"


def tell_of_hand_over(person: User, now: datetime) -> None:
    """Queue the mail that tells the head of the branch what a closed account left behind."""
    key = f"{person.public_id}:{person.version}"
    enqueue(HandOver.code, key=key, due_at=now, payload={"user": person.public_id})


class HandOver(Kind):
    """To the heads of the branch: counts of what needs a new owner, and the way to the list."""

    code = "org.hand_over"
    label = gettext_lazy("Work to hand over")

    def work(self, run: Any, now: datetime) -> list[Mail]:
        """Return one mail for each head, with the counts of the moment."""
        person = User.objects.select_related("branch").filter(public_id=run.payload["user"]).first()
        if person is None or person.is_active:
            raise Cancelled("the account is open again")
        mails = []
        for head in branch_heads(person.branch).exclude(email=""):
            with translation.override(head.language):
                mails.append(self.mail(person, head))
        return mails

    def mail(self, person: User, head: User) -> Mail:
        """Return the mail in the head's language; called with that language active."""
        held = held_by(person)
        title = _("Work of %(name)s needs a new owner") % {"name": person.full_name}
        url = next((settings.PUBLIC_URL + one.url for one in held if one.url), "")
        lines = [one.words for one in held]
        text, html = letters.write("hand_over", head, title=title, held=lines, url=url)
        return Mail(head.pk, title, text, html)

    def may_receive(self, run: Any, recipient: Any, now: datetime) -> bool:
        """Only whoever still heads the branch."""
        person = User.objects.select_related("branch").filter(public_id=run.payload["user"]).first()
        return person is not None and branch_heads(person.branch).filter(pk=recipient.pk).exists()


class IdleAccounts(Kind):
    """To the administrators: how many accounts will be closed in seven days for want of use."""

    code = WARNING
    label = gettext_lazy("Accounts nobody uses")

    def work(self, run: Any, now: datetime) -> list[Mail]:
        """Return one mail for each administrator, with the count of the night it was found."""
        people = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(email="")
        mails = []
        for one in people.select_related("branch"):
            with translation.override(one.language):
                mails.append(self.mail(run.payload, one))
        return mails

    def mail(self, payload: dict[str, Any], person: User) -> Mail:
        """Return the mail in the person's language; called with that language active."""
        day = datetime.fromisoformat(payload["on"]).astimezone(person.zone).date()
        sentence = ngettext(
            "%(count)d account will be closed on %(day)s: nobody has used it for long.",
            "%(count)d accounts will be closed on %(day)s: nobody has used them for long.",
            payload["count"],
        )
        text, html = letters.write(
            "idle_accounts", person, title=str(self.label),
            sentence=sentence % {"count": payload["count"], "day": date_words(day)},
            url=settings.PUBLIC_URL + reverse("org:user-list"),
        )  # fmt: skip
        return Mail(person.pk, str(self.label), text, html)

    def may_receive(self, run: Any, recipient: Any, now: datetime) -> bool:
        """Only whoever still is an administrator."""
        return bool(recipient.is_active and recipient.role == Role.ADMINISTRATOR)
