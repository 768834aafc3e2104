"""*Usulan dan putusan kredit*: proposing, voting, deciding, and what a decision allows.

What other parts need of it: `offers.decisions.terms.decision_terms(opportunity)`.
"""
