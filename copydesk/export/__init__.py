"""The ledger's tables and the situation report, in the formats people use."""
