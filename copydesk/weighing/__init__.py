"""What the origins say of each event: accounts, voices, disagreement, grades."""

from copydesk.weighing.weighing import weigh

__all__ = ["weigh"]
