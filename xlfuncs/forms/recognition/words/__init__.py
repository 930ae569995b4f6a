"""用词 — what the words of headers and labels mean; the words themselves are data."""
