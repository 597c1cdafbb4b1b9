"""The errors a person may see. Each names what was wrong and what to do; none is shown as a traceback."""


class CopydeskError(Exception):
    """Something a person can act on; its message is one line: what, what is wrong, what was done or is to be done."""


class UnreadableInput(CopydeskError):
    """An input could not be read as a report; becomes a row of `problems` and stops nothing else."""


class WrongUse(CopydeskError):
    """A command or call was used wrongly (exit code 2)."""
