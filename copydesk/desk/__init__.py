"""The web page where people read, check, merge, split and correct."""
