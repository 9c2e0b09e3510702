"""What somebody may have meant, who found little."""

from collections.abc import Iterator
from itertools import islice, product

from catalog.search import vocabulary
from catalog.search.current import Moment
from catalog.search.hits import are_more
from catalog.search.query import Words, parse
from catalog.search.text import words_of
from catalog.search.writer import State

SHORTEST = 4  # letters of a word that can be told from others
TWO_SLIPS_FROM = 6  # letters of a word that may have two
MOST_TRIED = 6


def did_you_mean(text: str, now: Moment, state: State) -> str | None:
    """The text with a word put right, where that finds films; else nothing.

    Words that no film has are put right first. Where all are known, one of them may be another
    word misspelt. A bounded number of queries.
    """
    words = parse(text)
    for reading in islice(_readings(words), MOST_TRIED):
        meant = _read_as(reading, words.text)
        if are_more(parse(meant), state, now, than=0):
            return meant
    return None


def _readings(words: Words) -> Iterator[dict[str, str]]:
    """Words of the text, with those that may be meant by them; likeliest first.

    A single word is read as others in the same way, known or not.
    """
    doubtful = [
        term.words[0]
        for term in words.terms
        if not term.is_quoted and len(term.words) == 1 and _can_be_told(term.words[0])
    ]
    known = vocabulary.known(doubtful) if len(doubtful) > 1 else {*doubtful}
    unknown = [word for word in doubtful if word not in known]
    if unknown:
        choices = (_alike(word) or [word] for word in unknown)
        yield from (dict(zip(unknown, others, strict=True)) for others in product(*choices))
    else:
        yield from ({word: other} for word in doubtful for other in _alike(word))


def _can_be_told(word: str) -> bool:
    """From others that it may have been meant for: a number is as good as the next."""
    return len(word) >= SHORTEST and vocabulary.is_counted(word)


def _alike(word: str) -> list[str]:
    return vocabulary.alike(word, most_slips=2 if len(word) >= TWO_SLIPS_FROM else 1)


def _read_as(reading: dict[str, str], text: str) -> str:
    """The rest stays as it was typed."""
    chunks = ((chunk, words_of(chunk)) for chunk in text.split())
    return " ".join(
        reading.get(words[0], chunk) if len(words) == 1 else chunk for chunk, words in chunks
    )
