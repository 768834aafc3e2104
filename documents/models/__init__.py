"""The tables of papers: what the bank asks for, and what came in."""

from documents.models.document import Checklist, Document
from documents.models.kinds import DocumentRule, DocumentType, Employment, Requirement

__all__ = ["Checklist", "Document", "DocumentRule", "DocumentType", "Employment", "Requirement"]
