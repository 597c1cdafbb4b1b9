"""The web page where people read, check, merge, split and correct."""

from copydesk.desk.app import create_app
from copydesk.desk.guards import Doors, doors, listening
from copydesk.desk.house import House

__all__ = ["Doors", "House", "create_app", "doors", "listening"]
