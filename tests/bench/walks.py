"""Which pages are asked for, by whom, in which order: scrambled, and the same every time."""

from dataclasses import dataclass
from random import Random

from tests.bench.client import Ask

FROM_NOWHERE = "198.51.100.7"  # RFC 5737: for documentation, nobody's
MOST = 10_000  # different pages walked, out of however many there are
PER_PAGE = 24


@dataclass(frozen=True)
class Page:
    """One kind of page. `proof`: what one of them holds if the visitor was seen as meant."""

    name: str
    walk: list[Ask]
    proof: bytes


def pages(*, films: int, universities: int) -> list[Page]:
    chance = Random(2026)
    some = chance.sample(range(1, films + 1), min(films, MOST))
    listed = chance.sample(range(1, -(-films // PER_PAGE) + 1), min(-(-films // PER_PAGE), MOST))
    schools = chance.sample(range(1, universities + 1), universities)
    there = [(film, schools[place % universities]) for place, film in enumerate(some)]
    unknown = b'data-availability="unknown_university"'
    return [
        Page(FILM, [Ask(f"/films/invented-film-{n}/", FROM_NOWHERE) for n in some], unknown),
        Page(
            "film page, visitors of one university",
            [Ask(f"/films/invented-film-{n}/", address(schools[0])) for n in some],
            b"on campus",
        ),
        Page(
            "film page, visitors of all universities",
            [Ask(f"/films/invented-film-{n}/", address(school)) for n, school in there],
            b"on campus",
        ),
        Page(
            "film list, all its pages",
            [Ask(f"/films/?page={number}", FROM_NOWHERE) for number in listed],
            b'class="wall"',
        ),
        Page(
            UNIVERSITY,
            [Ask(f"/u/invented-university-{n}/", FROM_NOWHERE) for n in schools],
            b'class="wall"',
        ),
        Page(
            "embedded list",
            [Ask(f"/embed/invented-university-{n}/", FROM_NOWHERE) for n in schools],
            b'class="wall"',
        ),
        Page(
            "embedded film",
            [
                Ask(f"/embed/invented-university-{school}/invented-film-{n}/", FROM_NOWHERE)
                for n, school in there
            ],
            b'id="streaming"',
        ),
    ]


FILM = "film page, university unknown"
UNIVERSITY = "university page"
EDITED = "film page, first view after an edit"


def address(university: int) -> str:
    """In the network that `make_catalogue` gives to the university of that number."""
    return f"10.{(university - 1) // 256}.{(university - 1) % 256}.7"
