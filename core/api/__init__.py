"""The machinery of the API that knows nothing of the bank: problems, JSON, pages, operations."""
