"""Wires the stages into one plan and runs it, here or on a cluster."""
