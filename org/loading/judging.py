"""The verdict on each row, in words: new, changed, unchanged, or what is wrong."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.search import normalise
from org.access.roles import Role
from org.forms import NEEDS_BRANCH
from org.loading import columns
from org.models import Branch, Region, Segment, Team, User

NEW, CHANGED, UNCHANGED, ERROR = "new", "changed", "unchanged", "error"
STATES = (NEW, CHANGED, UNCHANGED, ERROR)
_NIP = re.compile(r"[0-9a-z][0-9a-z./-]{2,19}")
LONGEST_NAME, LONGEST_CODE = 120, 12
FIELDS = ("full_name", "role", "branch", "region", "team", "segment", "ao_code")


@dataclass
class Verdict:
    """One row: who, what it would do, and why. `values` are what would be written."""

    line: str
    nip: str
    name: str
    state: str = ERROR
    words: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    person: User | None = None

    @property
    def needs_proof(self) -> bool:
        """Whether the row gives or takes a post above officer."""
        posts = {self.values.get("role", Role.OFFICER)}
        if self.person is not None:
            posts.add(Role(self.person.role))
        return self.state in (NEW, CHANGED) and posts != {Role.OFFICER}


class Judge:
    """Judges rows against the bank as it is now; a few queries for any number of rows."""

    def __init__(self, actor: User) -> None:
        self.actor = actor
        self.roles, self.segments = columns.roles(), columns.segments()
        self.people = list(User.objects.select_related("branch", "team", "region"))
        self.by_nip = {one.nip: one for one in self.people if one.nip}
        self.user_names = {one.username: one for one in self.people}
        self.ao_codes = {one.ao_code: one for one in self.people if one.ao_code}
        self.branches = _named(Branch.objects.filter(is_active=True).select_related("region"))
        self.regions = _named(Region.objects.all())
        self.teams = {(team.branch_id, normalise(team.name)): team for team in Team.objects.all()}
        self.seen_nips: dict[str, str] = {}
        self.seen_codes: dict[str, str] = {}

    def verdicts(self, rows: Iterable[dict[str, str]]) -> list[Verdict]:
        """Return one verdict per row, in the order of the file."""
        return [self.verdict(row) for row in rows]

    def verdict(self, row: dict[str, str]) -> Verdict:
        """Return what the row would do."""
        nip = row.get("nip", "").lower()
        found = Verdict(row["line"], nip, row.get("full_name", ""), person=self.by_nip.get(nip))
        found.words = self._identity(row, nip) + self._post(row, found)
        if not found.words:
            self._compare(found)
        return found

    def _identity(self, row: dict[str, str], nip: str) -> list[str]:
        """Return what is wrong with NIP, name and AO code."""
        wrong = []
        if not _NIP.fullmatch(nip):
            wrong.append(_("The NIP is missing or unreadable."))
        elif nip in self.seen_nips:
            wrong.append(_("The same NIP stands in line %(line)s.")
                         % {"line": self.seen_nips[nip]})  # fmt: skip
        elif nip in self.user_names and self.user_names[nip].nip != nip:
            wrong.append(_("Somebody signs in by this NIP as user name."))
        self.seen_nips.setdefault(nip, row["line"])
        if not 0 < len(row.get("full_name", "")) <= LONGEST_NAME:
            wrong.append(_("The name is missing or longer than 120 signs."))
        return wrong + self._ao_code(row, nip)

    def _ao_code(self, row: dict[str, str], nip: str) -> list[str]:
        code = row.get("ao_code", "")
        if not code:
            return []
        if len(code) > LONGEST_CODE:
            return [_("The AO code is longer than 12 signs.")]
        holder = self.ao_codes.get(code)
        if holder is not None and holder.nip != nip:
            return [_("AO code %(code)s belongs to %(name)s.")
                    % {"code": code, "name": holder.full_name}]  # fmt: skip
        if code in self.seen_codes:
            return [_("The same AO code stands in line %(line)s.")
                    % {"line": self.seen_codes[code]}]  # fmt: skip
        self.seen_codes[code] = row["line"]
        return []

    def _post(self, row: dict[str, str], found: Verdict) -> list[str]:
        """Fill in the values; return what is wrong with position, place, team and segment."""
        person = found.person
        role = self.roles.get(normalise(row.get("role", "")))
        if role is None:
            return [_("The position “%(text)s” is not known.") % {"text": row.get("role", "")}]
        if person is not None and not person.is_active:
            return [_("This account is disabled. Enable it on its own page first.")]
        if person is not None and person.pk == self.actor.pk and role != person.role:
            return [_("You cannot change your own position.")]
        values: dict[str, Any] = {"full_name": row["full_name"], "role": role} if row.get(
            "full_name"
        ) else {"role": role}  # fmt: skip
        found.values = values
        wrong = self._place(row, role, values, person)
        return wrong or self._team(row, values, person) + self._rest(row, values)

    def _place(
        self, row: dict[str, str], role: Role, values: dict[str, Any], person: User | None
    ) -> list[str]:
        text = row.get("branch", "")
        if role == Role.REGIONAL_HEAD:
            region = self.regions.get(normalise(text)) or (person.region if person else None)
            values["region"] = region
            return [] if region else [_("The region “%(text)s” is not known.") % {"text": text}]
        branch = self.branches.get(normalise(text)) if text else person and person.branch
        if text and branch is None:
            return [_("The branch “%(text)s” is not known.") % {"text": text}]
        if branch is None and role in NEEDS_BRANCH:
            return [_("This position needs a branch.")]
        values["branch"] = branch
        return []

    def _team(self, row: dict[str, str], values: dict[str, Any], person: User | None) -> list[str]:
        branch, text = values.get("branch"), row.get("team", "")
        if not text:
            if (
                person is not None
                and person.team
                and person.team.branch_id != (branch.pk if branch else None)
            ):
                values["team"] = None  # a team is of one branch
            return []
        team = self.teams.get((branch.pk if branch else 0, normalise(text)))
        if team is None:
            return [_("The team “%(text)s” is not in this branch.") % {"text": text}]
        values["team"] = team
        return []

    def _rest(self, row: dict[str, str], values: dict[str, Any]) -> list[str]:
        if row.get("ao_code"):
            values["ao_code"] = row["ao_code"]
        text = row.get("segment", "")
        segment = self.segments.get(normalise(text)) if text else None
        if text and segment is None:
            return [_("The segment “%(text)s” is not known.") % {"text": text}]
        if segment:
            values["segment"] = segment
        return []

    def _compare(self, found: Verdict) -> None:
        """Say what the row changes. An empty cell changes nothing."""
        person = found.person
        if person is None:
            found.state = NEW
            found.words = [_new_words(found.values)]
            return
        found.values = {name: value for name, value in found.values.items()
                        if getattr(person, name) != value}  # fmt: skip
        found.state = CHANGED if found.values else UNCHANGED
        found.words = [
            f"{label_of(name)}: {_shown(name, getattr(person, name))} → {_shown(name, value)}"
            for name, value in found.values.items()
        ]


def _named(rows: Iterable[Any]) -> dict[str, Any]:
    """Return branches or regions by code and by name."""
    return {normalise(word): row for row in rows for word in (row.name, row.code)}


def label_of(name: str) -> str:
    """Return what the column is called on screen."""
    labels = {
        "full_name": _("Name"), "role": _("Position"), "branch": _("Branch"),
        "region": _("Region"), "team": _("Team"), "segment": _("Segment"),
        "ao_code": _("AO code"),
    }  # fmt: skip
    return labels[name]


def _shown(name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if name == "role":
        return User(role=value).get_role_display()
    return str(Segment(value).label) if name == "segment" else str(value)


def _new_words(values: dict[str, Any]) -> str:
    order = ("role", "branch", "region", "team", "segment", "ao_code")
    return ", ".join(_shown(name, values[name]) for name in order if values.get(name))


def counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Return how many rows are in each state."""
    found = dict.fromkeys(STATES, 0)
    for verdict in verdicts:
        found[verdict.state] += 1
    return found


def fingerprint(verdicts: Iterable[Verdict]) -> str:
    """Return a hash of what was shown, so that a bank that moved on meanwhile is noticed."""
    digest = hashlib.sha256()
    for one in verdicts:
        version = one.person.version if one.person else 0
        values = sorted((name, str(value)) for name, value in one.values.items())
        digest.update(repr((one.line, one.nip, one.state, version, values)).encode())
    return digest.hexdigest()
