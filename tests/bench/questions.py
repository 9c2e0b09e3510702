"""Ten kinds of question to the search, each in many wordings, in the same order every time."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from urllib.parse import urlencode

from filmlib.invented import words
from tests.bench.client import Ask
from tests.bench.walks import FROM_NOWHERE, PER_PAGE, address

SUBJECTS = 60  # that `filmlib.invented.shared` makes
WORDINGS = 120  # of one kind, walked one after the other, and again if there are fewer
EVERYWHERE = ("invented", "Film", "INVENTED", "films")


@dataclass(frozen=True)
class Kind:
    """One kind of question. `proof`: what each of its answers holds if it was understood."""

    name: str
    walk: list[Ask]
    proof: bytes


def kinds(*, films: int, universities: int) -> list[Kind]:
    chance = Random(2026)
    pairs = [(one, other) for one in words.ADJECTIVES for other in words.NOUNS]
    chance.shuffle(pairs)
    numbers = chance.sample(range(1, films + 1), min(films, WORDINGS))
    last = -(-films // PER_PAGE)
    card, mark = b'class="wall"', b"<mark>"
    return [
        _kind("a rare word", ({"q": f"{number}"} for number in numbers), mark),
        _kind("a word of every film", ({"q": word} for word in EVERYWHERE), mark),
        _kind("a phrase", ({"q": f'"{one} {other}"'} for one, other in pairs), mark),
        _kind("the beginning of a word", ({"q": noun[:3]} for noun in words.NOUNS), mark),
        _kind("three facets", (_facets(chance) for _w in range(WORDINGS)), b"<main"),
        _kind("no question at all", [{}], card),
        _kind(
            "a page deep in the list",
            ({"page": chance.randint(max(1, last * 9 // 10), last)} for _w in range(WORDINGS)),
            card,
        ),
        _kind("Chinese", ({"q": f"{words.NOT_REAL}{c}"} for c in words.CHARACTERS), card),
        _kind("a word misspelt", ({"q": _misspelt(one)} for one, _other in pairs), b"<main"),
        Kind(
            "what is available here",
            [
                Ask("/films/?availability=streaming", address(school))
                for school in chance.sample(range(1, universities + 1), min(universities, WORDINGS))
            ],
            b"on campus",
        ),
    ]


def _kind(name: str, questions: Iterable[dict[str, object]], proof: bytes) -> Kind:
    queries = (urlencode(question) for question in questions)
    asks = [Ask(f"/films/?{query}" if query else "/films/", FROM_NOWHERE) for query in queries]
    return Kind(name, list(islice(cycle(asks), WORDINGS)), proof)


def _facets(chance: Random) -> dict[str, object]:
    return {
        "subject": f"invented-subject-{chance.randint(1, SUBJECTS)}",
        "decade": f"{chance.randrange(1930, 2020, 10)}s",
        "language": chance.choice(["fr", "de", "hi", "ja", "pt", "en", "zh", "es"]),
    }


def _misspelt(word: str) -> str:
    """Two letters in its middle change places."""
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
