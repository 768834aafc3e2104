"""The paper of a *putusan*: its words are frozen with the decision, the PDF is made once."""

from __future__ import annotations

import pgtrigger
from django.db import models

from offers.models.decisions import Decision

HASH = 64
_FROZEN = """
IF OLD.decision_id IS DISTINCT FROM NEW.decision_id OR OLD.content IS DISTINCT FROM NEW.content
OR OLD.sha256 IS DISTINCT FROM NEW.sha256
OR OLD.pdf IS NOT NULL AND (OLD.pdf IS DISTINCT FROM NEW.pdf
OR OLD.pdf_sha256 IS DISTINCT FROM NEW.pdf_sha256)
THEN RAISE EXCEPTION 'the paper of a decision never changes'
USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;
"""


class DecisionPaper(models.Model):
    """What the paper says as data with its SHA-256, and the PDF. Reached through its decision."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="paper")
    content = models.JSONField(editable=False)
    sha256 = models.CharField(max_length=HASH, editable=False)
    pdf = models.BinaryField(null=True, editable=False)
    pdf_sha256 = models.CharField(max_length=HASH, blank=True, editable=False)
    made_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="decision_paper_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=_FROZEN,
            )
        ]
