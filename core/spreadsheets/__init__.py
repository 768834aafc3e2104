"""Opening tables that people upload: CSV and XLSX, within limits checked before parsing."""
