"""Lists of films as people keep them."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected, Unreadable
from catalog.exchange.reading import headings_of, read
from tests.catalog.exchange.reading.samples import sample


def films_in(text, *, encoding="utf-8", **options):
    return list(read(io.BytesIO(text.encode(encoding)), name="list.csv", **options))


def facts_in(text, **options):
    (film,) = films_in(text, **options)
    return film.facts


def from_sample(name):
    with sample(name) as file:
        return list(read(file, name=name))


LIST = (
    "Title;Director(s);Year\r\nThe Beaver;Fan, Lixin;1950\r\nCôte d’Azur;Joel Coen|Ethan Coen;\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_encoding_mark_and_line_end_reads_the_same(encoding, mark, end):
    text = LIST.replace(";", mark).replace("\r\n", end)

    beaver, coast = films_in(text, encoding=encoding)

    assert beaver.facts["title"] == "The Beaver"
    assert beaver.facts["credits"] == [("Fan, Lixin", "director", "", False)]
    assert beaver.facts["year"] == (1950, None, False)
    assert (beaver.place, coast.place) == (2, 3)
    assert coast.facts["title"] == "Côte d’Azur"
    assert [credit[0] for credit in coast.facts["credits"]] == ["Joel Coen", "Ethan Coen"]
    assert coast.facts["year"] == (None, None, False)


def test_a_comma_list_keeps_quoted_cells_whole():
    text = 'Title,Director,Synopsis\n"Good, bad","Fan, Lixin","One.\n\nTwo."\nNext,,\n'

    first, second = films_in(text)

    assert first.facts["title"] == "Good, bad"
    assert first.facts["synopsis"] == "One.\n\nTwo."
    assert (first.place, second.place) == (2, 5)


def test_a_list_of_titles_alone_is_a_list_of_films():
    titles = [film.facts["title"] for film in films_in("Title\nOne, two\nThree, four\n\nFive\n")]

    assert titles == ["One, two", "Three, four", "Five"]


def test_null_bytes_are_no_letters():
    assert facts_in("Title,Year\nThe\0 Beaver,19\x0050\n")["title"] == "The Beaver"


def test_rows_above_the_headings_are_no_films():
    text = "Films bought in 2026,,\n,,\nFilm title,Director,Runtime (min)\nThe Beaver,,9\n"

    (film,) = films_in(text)

    assert film.facts["runtime_seconds"] == 540
    assert film.place == 4


def test_headings_are_known_in_any_case_accents_and_signs():
    text = "TITRE,Réalisateur(s) ,Durée,Pays,year_release,ORIGINAL-TITLE\nx,y,90,France,1999,z\n"
    with io.BytesIO(text.encode()) as file:
        found = headings_of(file, name="x.csv")

    facts = ["title", "director", "runtime_seconds", "countries", "year", "original_title"]
    assert [heading.fact for heading in found] == facts
    assert all(heading.words for heading in found)


def test_headings_that_are_not_known_are_said_to_be_so():
    with sample("biopics.csv") as file:
        found = {heading.text: heading.fact for heading in headings_of(file, name="biopics.csv")}

    assert found["title"] == "title"
    assert found["lead_actor_actress"] == "cast"
    assert found["site"] == "link"
    assert found["subject_race"] == ""


def test_a_licences_dates_are_known_and_left_out():
    text = "Title,License start,License end\nx,01/02/2026,31/12/2026\n"
    with io.BytesIO(text.encode()) as file:
        found = [heading.fact for heading in headings_of(file, name="x.csv")]

    assert found == ["title", "licence_start", "licence_end"]
    assert set(facts_in(text)) == {"title"}


def test_a_person_says_what_a_heading_means():
    text = "Werk,Title,Wer\nThe Beaver,old,John Smith\n"

    found = facts_in(text, headings={"Werk": "title", "Title": "", "Wer": "director"})

    assert found["title"] == "The Beaver"
    assert found["credits"] == [("John Smith", "director", "", False)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Sys. No.,OCLC No.\n1,2\n", "No heading is that of the titles"),
        ("a,b\nc,d\n", "No row holds headings that are known"),
        ("\n\n  \n", "is empty"),
        ("", "is empty"),
        ('Title,Year\nx,"1950\n' + "y,1960\n" * 30_000, "do not match"),
        ("Title,Year\n" + "x" * 5_000_000, "does not end"),
        ("publication_title\tprint_identifier\tonline_identifier\n", "KBART"),
        ("{\n", "JSON"),
        ("<html>\n", "web page"),
        ("%PDF-1.4\n", "PDF"),
    ],
)
def test_a_file_that_is_no_list_of_films_is_refused_with_its_reason(text, reason):
    with pytest.raises(Unreadable, match=reason):
        films_in(text)


def test_a_format_that_does_not_exist_is_refused():
    with pytest.raises(Unreadable, match="There is no format “marc22”"):
        films_in(LIST, format="marc22")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Title,Year\n,1950\n", "There is no title"),
        ("Title,Year\n-,1950\n", "There is no title"),
        ("Title,Year\nx,1950,more\n", "The row has 3 cells, the headings are 2"),
        ("Title,Year\n" + "x" * 501 + ",1950\n", "more than 500 letters"),
    ],
)
def test_a_row_that_is_no_film_is_rejected_with_its_line(text, reason):
    (found,) = films_in(text)

    assert isinstance(found, Rejected)
    assert reason in found.reason
    assert found.place == 2


def test_a_kind_that_is_no_film_is_not_taken_for_one():
    film, book = films_in("Title,Format\nThe Beaver,DVD\nThe Beaver,Book\n")

    assert isinstance(film, Incoming)
    assert isinstance(book, NotAFilm)


def test_rows_about_one_film_are_one_film():
    films = {film.facts["title"]: film for film in from_sample("biopics.csv") if not refused(film)}

    film = films["84 Charing Cross Road"]
    assert film.facts["subjects"] == [("Frank Doel",), ("Helene Hanff",)]
    assert film.facts["countries"] == ["US", "GB"]
    assert film.facts["identifiers"] == [("imdb", "tt0090570")]
    assert film.key == "tt0090570"
    assert ("Anne Bancroft", "cast", "", False) in film.facts["credits"]


def refused(film):
    return isinstance(film, Rejected)


def test_letters_that_were_lost_are_reported_and_not_guessed():
    films = from_sample("biopics.csv")

    (rejected,) = filter(refused, films)
    assert rejected.reason == "Letters of the title were lost in the file: “D�sir�e”."
    unread = {text for film in films if not refused(film) for _fact, text in film.unread}
    assert unread == {"Jean-Marc Vall�e", "Roland Joff�"}


def test_an_empty_cell_says_that_there_is_none():
    found = facts_in("Title,Director,Country,Synopsis,Runtime\nx,,-,n/a,NULL\n")

    assert found["credits"] == found["countries"] == []
    assert found["synopsis"] == ""
    assert found["runtime_seconds"] is None


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_cell_that_an_export_guarded_comes_back_whole(sign):
    assert facts_in(f"Title,Year\n'{sign}1+1,2000\n")["title"] == f"{sign}1+1"


def test_a_list_of_competition_films_gives_every_fact():
    films = from_sample("cannes-competition-films.csv")

    assert len(films) == 10
    assert all(film.key.startswith("tt") for film in films)
    assert [text for film in films for text in film.unread] == [
        ("credits", "Mario Monicelli, Steno")  # one name turned round, or two?
    ]
    aria = next(film for film in films if film.facts["title"] == "ARIA")
    assert len(aria.facts["credits"]) == 10


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("202601_deleted_records.csv", "The headings are: Sys. No., OCLC No."),
        ("jan6_committee_records.csv", "No row holds headings that are known"),
        ("printHoldings.txt", "KBART"),
    ],
)
def test_lists_of_other_things_are_refused_in_words(name, reason):
    with pytest.raises(Unreadable, match=reason):
        from_sample(name)


def test_columns_named_by_marc_tags_are_known():
    films = from_sample("AIANNH_Subject-Based-Resource.xlsx")

    assert films[0].facts["title"] == "Trends in Indian health"
    assert films[0].facts["identifiers"] == [("oclc", "50555307")]
    assert films[0].key == "000545916"


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=5))
def test_whatever_stands_in_the_cells_nothing_fails(rows):
    text = "Title,Director,Year\n" + "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows
    )

    for found in films_in(text):
        assert isinstance(found, Incoming | Rejected | NotAFilm)
