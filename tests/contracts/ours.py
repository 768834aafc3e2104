"""The apps whose code the contracts walk through."""

APPS = ("aoportal", "core", "org", "products", "prospects", "documents", "offers", "followups",
        "reports")  # fmt: skip
