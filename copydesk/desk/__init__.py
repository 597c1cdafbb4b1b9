"""The web page where people read, check, merge, split and correct."""

from copydesk.desk.app import create_app
from copydesk.desk.guards import Doors, doors, listening, password_line
from copydesk.desk.house import House
from copydesk.desk.tiles import tiles_of

__all__ = ["Doors", "House", "create_app", "doors", "listening", "password_line", "tiles_of"]
