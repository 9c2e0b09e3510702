"""Invented films, each with all that is its own, written a batch at a time."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from catalog.models import Award, Credit, Film, Participation, Review
from catalog.models.film import sort_key
from filmlib.invented import words
from filmlib.invented.shared import Shared
from filmlib.invented.table import Table
from streaming.models import Licence, Media

COUNTRIES = [json.dumps([code]) for code in ("FR", "DE", "IN", "JP", "BR", "CA", "NZ", "ZA")]
COUNTRIES += [json.dumps(pair) for pair in (["FR", "BE"], ["DE", "PL"], ["CA", "CN"])]
LANGUAGES = [json.dumps([code]) for code in ("fr", "de", "hi", "ja", "pt", "en", "zh", "es")]
DIRECTORS, CAST, REVIEWS, SHOWINGS, SUBJECTS = (1, 2), 8, 6, 5, 3
WITH_MEDIA = 0.92


class Films:
    """Writes invented films; the tables count on from one batch to the next."""

    def __init__(self, chance: Random, shared: Shared, *, licences: int, today: date) -> None:
        self.chance, self.shared, self.licences = chance, shared, licences
        self.sentences = words.sentences(chance, 2_000)
        self.terms = [_term(chance, today) for _number in range(500)]
        self.midnight = datetime.combine(today, datetime.min.time())
        self.now = self.midnight.isoformat(" ")
        self.films = Table(
            Film, "id", "identifier", "slug", "title", "sort_key",
            "original_title", "original_title_language", "year_from", "countries",
            "languages", "runtime_seconds", "colour", "synopsis", "synopsis_source",
            "published_from", "created_at",
        )  # fmt: skip
        self.credits = Table(Credit, "id", "film", "person", "role", "order")
        self.reviews = Table(Review, "id", "film", "outlet", "quotation", "order")
        self.showings = Table(Participation, "id", "film", "festival", "edition", "order")
        self.awards = Table(Award, "id", "participation", "text", "order")
        self.subjects = Table(Film.subjects.through, "id", "film", "subject")
        self.distributors = Table(Film.distributors.through, "id", "film", "distributor")
        self.media = Table(Media, "id", "film", "file", "duration_seconds")
        self.granted = Table(
            Licence, "id", "film", "university", "starts_on", "ends_on", "order_number"
        )
        self.tables = (
            self.films, self.credits, self.reviews, self.showings, self.awards, self.subjects,
            self.distributors, self.media, self.granted,
        )  # fmt: skip

    def write(self, numbers: Iterable[int]) -> None:
        """Write the films of these numbers. Parents come first, so that no key waits for one."""
        rows: dict[Table, list[tuple[Any, ...]]] = {table: [] for table in self.tables}
        for number in numbers:
            film = self.films.take_id()
            rows[self.films].append(self._film(film, number))
            rows[self.credits] += self._credits(film)
            rows[self.reviews] += self._reviews(film)
            self._show(film, rows[self.showings], rows[self.awards])
            rows[self.subjects] += self._subjects(film)
            distributor = self.chance.choice(self.shared.distributors)
            rows[self.distributors].append((self.distributors.take_id(), film, distributor))
            if self.chance.random() < WITH_MEDIA:
                file = f"invented/film-{number}.mp4"
                rows[self.media].append((self.media.take_id(), film, file, 5_400))
            rows[self.granted] += self._licences(film)
        for table in self.tables:
            table.write(rows[table])

    def finish(self) -> None:
        for table in self.tables:
            table.finish()

    def _film(self, film: int, number: int) -> tuple[Any, ...]:
        chance = self.chance
        title, original = words.title(chance, number), words.original_title(chance)
        published = self.midnight - timedelta(minutes=chance.randrange(5 * 365 * 24 * 60))
        return (
            film,
            f"invented-{number}",
            f"invented-film-{number}",
            title,
            sort_key(title),
            original,
            "zh" if original else "",
            chance.randint(1920, self.midnight.year),
            chance.choice(COUNTRIES),
            chance.choice(LANGUAGES),
            60 * chance.randint(8, 190),
            chance.choice(Film.Colour.values),
            self._words(9),
            "Invented",
            published.isoformat(" "),
            self.now,
        )

    def _credits(self, film: int) -> list[tuple[Any, ...]]:
        directors = self.chance.choice(DIRECTORS)
        people = self.chance.sample(self.shared.people, directors + CAST)
        roles = ["director"] * directors + ["cast"] * CAST
        take_id = self.credits.take_id
        return [
            (take_id(), film, person, role, order)
            for order, (person, role) in enumerate(zip(people, roles, strict=True))
        ]

    def _reviews(self, film: int) -> list[tuple[Any, ...]]:
        take_id = self.reviews.take_id
        return [
            (take_id(), film, f"Invented Review {self.chance.randint(1, 60)}", text, order)
            for order, text in enumerate(
                f"{self._words(4)}\n\n{self._words(4)}" for _number in range(REVIEWS)
            )
        ]

    def _show(self, film: int, showings: list[tuple], awards: list[tuple]) -> None:
        for order, festival in enumerate(self.chance.sample(self.shared.festivals, SHOWINGS)):
            showing = self.showings.take_id()
            edition = str(self.chance.randint(1990, self.midnight.year))
            showings.append((showing, film, festival, edition, order))
            for place in range(self.chance.choice((0, 0, 1, 1, 2))):
                text = f"Invented Prize for the best {self.chance.choice(words.NOUNS)}"
                awards.append((self.awards.take_id(), showing, text, place))

    def _subjects(self, film: int) -> list[tuple[int, int, int]]:
        subjects = self.chance.sample(self.shared.subjects, SUBJECTS)
        return [(self.subjects.take_id(), film, subject) for subject in subjects]

    def _licences(self, film: int) -> list[tuple[Any, ...]]:
        """Spread over the universities; more than there are begin again with the first."""
        chance, universities, take_id = self.chance, self.shared.universities, self.granted.take_id
        whole, rest = divmod(self.licences, len(universities) or 1)
        held = [*universities] * whole + chance.sample(universities, rest)
        return [
            (take_id(), film, university, *chance.choice(self.terms), "invented")
            for university in held
        ]

    def _words(self, sentences: int) -> str:
        return " ".join(self.chance.choices(self.sentences, k=sentences))


def _term(chance: Random, today: date) -> tuple[str, str | None]:
    """First and last day: of ten licences about seven run, two are over, one is to come."""
    state = chance.random()
    if state < 0.7:
        first, last = -chance.randint(0, 600), chance.randint(0, 600)
    elif state < 0.88:
        first, last = -chance.randint(400, 900), -chance.randint(1, 300)
    else:
        first, last = chance.randint(1, 90), chance.randint(200, 600)
    is_perpetual = last >= 0 and chance.random() < 0.2
    end = None if is_perpetual else (today + timedelta(days=last)).isoformat()
    return (today + timedelta(days=first)).isoformat(), end
