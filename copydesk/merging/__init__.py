"""Which mentions tell of one event: within a report, then across reports."""
