"""What each report tells: mentions with type, status, roles, tolls and informants."""
