"""When: temporal expressions, and the day of each mention."""
