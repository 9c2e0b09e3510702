"""No, in the protocol's own number and in words for people."""

from http import HTTPStatus


class Refusal(ValueError):
    """words: for people, in their language. status: of HTTP, or of tus where it has its own."""

    CHECKSUM_MISMATCH = 460

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = int(status), words
        self.headers: dict[str, str] = {}


class Full(Refusal):
    """The disk has no room for it."""

    def __init__(self, words: str) -> None:
        super().__init__(HTTPStatus.INSUFFICIENT_STORAGE, words)
