"""Promotions and gifts: drafted by one person, approved by another, never more than there are."""
