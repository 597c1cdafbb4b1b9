"""What Alembic runs; the connection comes from `copydesk.ledger.opening`."""

from alembic import context

from copydesk.ledger.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
