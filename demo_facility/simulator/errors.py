"""What the simulator says when it cannot go on."""


class DemoError(Exception):
    """A sentence for the person at the terminal: what was wrong, where, and what to do."""
