"""Pages about a person's rights: consents."""
