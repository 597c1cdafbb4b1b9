"""Commands, progress, and errors as a person reads them."""

from copydesk.cli.main import main

__all__ = ["main"]
