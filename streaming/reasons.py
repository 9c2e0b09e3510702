"""Why something is refused, said to the log and to nobody else."""


class Reasoned(Exception):
    """Something refused. The reason is a code for the log and the audit: visitors hear the same
    whatever it is.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
