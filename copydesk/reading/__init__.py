"""Bytes to reports: what people have, as reports with their anatomy."""

from copydesk.reading.options import Limits, Options, Original, Source
from copydesk.reading.reader import originals, read, read_sources
from copydesk.reading.sources import sources

__all__ = ["Limits", "Options", "Original", "Source", "originals", "read", "read_sources", "sources"]
