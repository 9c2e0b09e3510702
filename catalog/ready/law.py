"""Which change touches which kept things. `READY_LAWS` in the settings lists every app's lines.

A kept thing has a name: `film:last-train-home` is a film's page, `weeks` the featured films.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Touch:
    """A change to a row of `table` touches the things that `things` selects.

    things: SQL of one column, the names of kept things; `{row}` stands for the changed row, as it
    was and as it is. through: the row of another table, as SQL after FROM, that decides which
    things those are; nobody may tie it to further things until the change is committed. columns:
    those that an update has to name; any will do where there are none. All lines of a table agree.
    """

    table: str
    things: str
    through: str = ""
    columns: tuple[str, ...] = ()


def film_pages(films: str) -> str:
    """The pages of the films whose ids `films` gives: an SQL expression or a select."""
    return f"SELECT 'film:' || slug FROM catalog_film WHERE id IN ({films})"


def weeks_with(films: str) -> str:
    """The featured films, if one of `films` is among them."""
    return (
        f"SELECT 'weeks' WHERE EXISTS (SELECT 1 FROM catalog_weekentry WHERE film_id IN ({films}))"
    )


def shown_on(table: str, films: str) -> tuple[Touch, Touch]:
    """A change to `table` shows on the pages of `films`, and on their cards."""
    through = "catalog_film WHERE id = {row}.film_id" if films == "{row}.film_id" else ""
    return Touch(table, film_pages(films)), Touch(table, weeks_with(films), through)


def with_subject(subject: str) -> str:
    """The films with a subject, or with one below it: they are found by the wider one as well."""
    return (
        "SELECT film_id FROM catalog_film_subjects WHERE subject_id IN (WITH RECURSIVE below(id) AS"
        f" (SELECT {subject} UNION SELECT narrower.id FROM catalog_subject AS narrower"
        " JOIN below ON narrower.parent_id = below.id) SELECT id FROM below)"
    )


LAW = (
    Touch("catalog_film", "SELECT 'film:' || {row}.slug"),
    Touch("catalog_film", weeks_with("{row}.id")),
    *shown_on("catalog_credit", "{row}.film_id"),
    Touch(  # what is like a film hangs on what its directors did
        "catalog_credit",
        "SELECT 'directed:' || id FROM catalog_person"
        " WHERE id = {row}.person_id AND {row}.role = 'director'",
    ),
    *shown_on("catalog_person", "SELECT film_id FROM catalog_credit WHERE person_id = {row}.id"),
    Touch(
        "catalog_personalias",
        film_pages("SELECT film_id FROM catalog_credit WHERE person_id = {row}.person_id"),
        through="catalog_person WHERE id = {row}.person_id",
    ),
    *shown_on("catalog_image", "{row}.film_id"),
    Touch("catalog_othertitle", film_pages("{row}.film_id")),
    Touch("catalog_filmidentifier", film_pages("{row}.film_id")),
    Touch("catalog_review", film_pages("{row}.film_id")),
    Touch("catalog_material", film_pages("{row}.film_id")),
    Touch("catalog_participation", film_pages("{row}.film_id")),
    Touch(
        "catalog_award",
        film_pages("SELECT film_id FROM catalog_participation WHERE id = {row}.participation_id"),
        through="catalog_participation WHERE id = {row}.participation_id",
    ),
    Touch(
        "catalog_festival",
        film_pages("SELECT film_id FROM catalog_participation WHERE festival_id = {row}.id"),
    ),
    Touch(
        "catalog_festivalalias",
        film_pages(
            "SELECT film_id FROM catalog_participation WHERE festival_id = {row}.festival_id"
        ),
        through="catalog_festival WHERE id = {row}.festival_id",
    ),
    Touch("catalog_film_subjects", film_pages("{row}.film_id")),
    Touch(
        "catalog_subject",
        film_pages(with_subject("{row}.id")),
    ),
    Touch(
        "catalog_subjectalias",
        film_pages(with_subject("{row}.subject_id")),
        through="catalog_subject WHERE id = {row}.subject_id",
    ),
    Touch("catalog_film_collections", film_pages("{row}.film_id")),
    Touch(
        "catalog_collection",
        film_pages("SELECT film_id FROM catalog_film_collections WHERE collection_id = {row}.id"),
    ),
    Touch("catalog_film_distributors", film_pages("{row}.film_id")),
    Touch(
        "catalog_distributor",
        film_pages("SELECT film_id FROM catalog_film_distributors WHERE distributor_id = {row}.id"),
    ),
    Touch(
        "catalog_distributoralias",
        film_pages(
            "SELECT film_id FROM catalog_film_distributors"
            " WHERE distributor_id = {row}.distributor_id"
        ),
        through="catalog_distributor WHERE id = {row}.distributor_id",
    ),
    Touch(  # each import writes when it saw a record, and no page shows that
        "catalog_sourcerecord", film_pages("{row}.film_id"), columns=("film_id", "source_id")
    ),
    Touch(
        "catalog_source",
        film_pages("SELECT film_id FROM catalog_sourcerecord WHERE source_id = {row}.id"),
    ),
    Touch("catalog_week", "SELECT 'weeks'"),
    Touch("catalog_weekentry", "SELECT 'weeks'"),
)
