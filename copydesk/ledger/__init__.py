"""The database: storage, migrations, judgements and history."""
