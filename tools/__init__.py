"""Generators of documents, outside the wheel."""
