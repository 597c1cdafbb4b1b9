"""copydesk: a ledger of what happened, from a pile of published reports, with every value traceable to its words."""

__version__ = "0.1.0"
