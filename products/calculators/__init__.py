"""Pure arithmetic of loans and deposits: Decimal in, whole rupiah out, no Django import.

Rates are % per year, terms are months or days, money is whole rupiah, half-up.
"""
