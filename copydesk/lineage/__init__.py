"""Who copied whom: credits, shared passages, direction, origins."""
