"""The tables of papers: what the bank asks for, and what came in."""

from documents.models.crosscheck import CrossCheck
from documents.models.document import Checklist, Document
from documents.models.files import DocumentFile, Upload
from documents.models.kinds import DocumentRule, DocumentType, Employment, Requirement

__all__ = [
    "Checklist",
    "CrossCheck",
    "Document",
    "DocumentFile",
    "DocumentRule",
    "DocumentType",
    "Employment",
    "Requirement",
    "Upload",
]
