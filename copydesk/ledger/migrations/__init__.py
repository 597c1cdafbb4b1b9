"""The steps that bring a ledger from one schema to the next; `HEAD` is the last, so that a current ledger opens without Alembic."""

HEAD = "0005"
