"""Bytes to reports: formats, encodings, language, and the anatomy of a report."""
