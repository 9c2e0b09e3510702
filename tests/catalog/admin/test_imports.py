"""Films brought in through the admin: nothing before the yes, and then once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalog.exchange.desk import files, steps
from catalog.jobs.work import do_jobs
from catalog.models import Film, ImportRun, Job, Source, Upload
from tests.factories.catalog import make_film
from tests.factories.streaming import make_staff, make_university

pytestmark = pytest.mark.django_db
NEW, LIST = "/admin/catalog/importrun/new/", "/admin/catalog/importrun/"
TABLE = """Title,Year,Director,Länge
An Invented Film,2001,Ann Example,1 h 2 min
Another Invented Film,2002,Bob Example,63 min
,2003,Nobody,1
"""


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A place for files that no other test looks into."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def hand_in(client, text=TABLE, *, name="films.csv", source="Example list"):
    content = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile(name, content)
    return client.post(NEW, {"file": file, "source": source})


def address(upload):
    return f"{LIST}files/{upload.pk}/"


def confirm_headings(client, upload, **changed):
    given = {f"column-{n}": fact for n, (_text, fact) in enumerate(upload.headings)}
    return client.post(address(upload), given | changed)


@pytest.fixture
def planned(client, cataloguer):
    """A table that was looked through, and waits for its yes."""
    hand_in(client)
    upload = Upload.objects.get()
    confirm_headings(client, upload)
    do_jobs()
    upload.refresh_from_db()
    return upload


def say_yes(client, upload, **values):
    given = {"confirm": "1", "digest": upload.digest, "which": "good", "shown": "published"}
    return client.post(address(upload), given | values, follow=True)


def test_the_headings_are_asked_first(client, cataloguer):
    response = hand_in(client)

    upload = Upload.objects.get()
    assert response.url == address(upload)
    page = client.get(response.url).text
    assert "Länge" in page
    assert upload.headings[:3] == [["Title", "title"], ["Year", "year"], ["Director", "director"]]


def test_nothing_is_written_before_the_yes(client, planned):
    page = client.get(address(planned)).text

    assert planned.state == "planned"
    assert planned.counts["new"] == 2
    assert planned.counts["rejected"] == 1
    assert "no title" in page
    assert "An Invented Film" in client.get(address(planned), {"show": "new"}).text
    assert not Film.objects.exists()
    assert not Source.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_yes_brings_the_films_in_and_leaves_a_report(client, planned, cataloguer):
    say_yes(client, planned)
    do_jobs()

    assert set(Film.objects.values_list("title", flat=True)) == {
        "An Invented Film",
        "Another Invented Film",
    }
    run = ImportRun.objects.get()
    assert (run.by, run.file) == (cataloguer, "films.csv")
    page = client.get(address(planned), follow=True)
    assert page.redirect_chain == [(f"{LIST}{run.pk}/change/", 302)]
    assert "no title" in page.text
    assert "no title" in b"".join(client.get(f"{LIST}{run.pk}/csv/")).decode()
    assert not files.folder_of(planned.folder).exists()


def test_a_yes_pressed_twice_brings_the_films_in_once(client, planned):
    say_yes(client, planned)
    say_yes(client, planned)
    do_jobs()
    say_yes(client, planned)

    assert do_jobs() == 0
    assert ImportRun.objects.count() == 1
    assert Film.objects.count() == 2


def test_drafts_are_seen_by_nobody(client, planned):
    say_yes(client, planned, shown="drafts")
    do_jobs()

    assert not Film.objects.published().exists()
    assert Film.objects.count() == 2


def test_all_or_nothing_is_refused_where_a_record_is_rejected(client, planned):
    page = say_yes(client, planned, which="all")

    planned.refresh_from_db()
    assert planned.state == "planned"
    assert "1 record is rejected" in page.text


def test_a_library_that_changed_meanwhile_is_looked_at_again(client, planned):
    make_film(title="An Invented Film", year_from=2001)
    say_yes(client, planned)

    do_jobs()

    planned.refresh_from_db()
    assert planned.state == "planned"
    assert "changed since" in client.get(address(planned)).text
    assert not ImportRun.objects.exists()
    assert Film.objects.count() == 1


def test_a_yes_to_an_older_preview_is_no_yes(client, planned):
    page = say_yes(client, planned, digest="0" * 32)

    planned.refresh_from_db()
    assert planned.state == "planned"
    assert "changed since" in page.text


def test_what_is_given_up_leaves_nothing(client, planned):
    client.post(address(planned), {"cancel": "1"})
    say_yes(client, planned)
    do_jobs()

    planned.refresh_from_db()
    assert planned.state == "cancelled"
    assert not files.folder_of(planned.folder).exists()
    assert not Film.objects.exists()


def test_the_headings_can_be_corrected_after_the_preview(client, planned):
    client.post(address(planned), {"again": "1"})
    confirm_headings(client, planned, **{"column-2": ""})
    do_jobs()
    planned.refresh_from_db()
    say_yes(client, planned)
    do_jobs()

    assert not Film.objects.filter(credits__isnull=False).exists()


def test_a_table_needs_its_titles(client, cataloguer):
    hand_in(client)
    upload = Upload.objects.get()

    page = confirm_headings(client, upload, **{"column-0": ""})

    assert "Choose the column that holds the titles." in page.text
    upload.refresh_from_db()
    assert upload.state == "headings"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"%PDF-1.7 nothing", ""), (b"\x00\x01\x02" * 99, ""), (b"just words", "")],
)
def test_an_unreadable_file_is_refused_beside_its_field(client, cataloguer, content, words, folder):
    response = hand_in(client, content, source="Example list")

    assert response.status_code == 200
    [error] = response.context["form"].errors["file"]
    assert words in error
    assert "Example list" in response.text
    assert not Upload.objects.exists()
    assert list(folder.iterdir()) == []


def test_a_file_too_large_is_refused(client, cataloguer, monkeypatch):
    monkeypatch.setattr("catalog.admin.import_forms.MOST_BYTES", 10)

    response = hand_in(client)

    assert "at most 10" in response.context["form"].errors["file"][0]


def test_a_file_lies_under_a_name_that_nobody_guesses(client, cataloguer):
    hand_in(client, name="../../films.csv")

    upload = Upload.objects.get()
    folder = files.folder_of(upload.folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["file"]
    assert upload.name == "films.csv"


def test_a_file_that_waits_a_day_is_taken_away(client, planned):
    Upload.objects.update(put_at=timezone.now() - steps.KEPT_FOR * 2)

    client.get(NEW)

    planned.refresh_from_db()
    assert planned.state == "cancelled"
    assert not files.folder_of(planned.folder).exists()
    assert "Nobody said yes" in client.get(address(planned)).text


def test_work_that_was_given_up_is_told(client, cataloguer):
    hand_in(client)
    upload = Upload.objects.get()
    confirm_headings(client, upload)
    Job.objects.update(state="failed", words="It was begun several times and never ended.")

    page = client.get(address(upload)).text

    assert "never ended" in page
    assert not files.folder_of(upload.folder).exists()


def test_a_file_that_breaks_off_is_told_in_words(client, cataloguer):
    hand_in(client, 'Title,Year\nOne,2001\n"Two,2002\n' * 3)
    upload = Upload.objects.get()
    confirm_headings(client, upload)

    do_jobs()

    upload.refresh_from_db()
    assert upload.state in {"failed", "planned"}
    assert client.get(address(upload)).status_code == 200


def test_others_see_that_a_file_is_on_its_way(client, planned, cataloguer):
    client.force_login(make_staff("catalogue"))

    page = client.get(NEW).text

    assert cataloguer.username in page
    assert "It waits for a yes or no" in page


@pytest.mark.parametrize("query", ["show=nonsense", "show=new&page=99999", "page=-1", "show=%00"])
def test_any_query_shows_a_preview(client, planned, query):
    assert client.get(f"{address(planned)}?{query}").status_code == 200


@pytest.mark.parametrize("role", ["librarian", "it", None])
def test_only_who_cares_for_the_catalogue_may_come_here(client, planned, role):
    run = ImportRun.objects.create(
        source=Source.objects.create(name="x", slug="x"), began_at=timezone.now()
    )
    university = make_university() if role else None
    client.force_login(make_staff(role, university))

    for path in (NEW, address(planned), LIST, f"{LIST}{run.pk}/change/", f"{LIST}{run.pk}/csv/"):
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403
    planned.refresh_from_db()
    assert planned.state == "planned"


def test_nobody_else_comes_here(client, planned):
    client.logout()

    for path in (NEW, address(planned), LIST):
        assert client.get(path).url.startswith("/admin/login/")


def test_a_film_exported_and_brought_in_again_changes_nothing(client, cataloguer):
    make_film(title='=1+1; "quoted"', year_from=1990, year_to=1995, synopsis="Two\nlines")
    table = b"".join(client.get("/admin/catalog/film/export/csv/"))

    hand_in(client, table)
    upload = Upload.objects.get()
    if upload.state == "headings":
        confirm_headings(client, upload)
    do_jobs()

    upload.refresh_from_db()
    assert (upload.state, upload.words) == ("planned", "")
    assert (upload.counts["new"], upload.counts["changed"]) == (0, 0)
    assert upload.counts["unchanged"] == 1


DATED = "Title,Release date\nAn Invented Film,03/04/2019\n"


@pytest.fixture
def asked(client, cataloguer):
    """A table whose dates can be read in two ways, after it was looked through."""
    hand_in(client, DATED)
    upload = Upload.objects.get()
    confirm_headings(client, upload)
    do_jobs()
    upload.refresh_from_db()
    return upload


def test_dates_that_can_be_read_in_two_ways_are_asked_about(client, asked):
    page = client.get(address(asked)).text

    assert asked.state == "headings"
    assert "03/04/2019" in page
    assert "Day first: 3 April 2019" in page
    assert "Month first: 4 March 2019" in page


def test_without_an_answer_nothing_goes_on(client, asked):
    page = confirm_headings(client, asked).text

    asked.refresh_from_db()
    assert asked.state == "headings"
    assert "This field is required" in page
    assert "checked" not in page


@pytest.mark.parametrize("meaning", ["", "year"])
def test_a_column_that_is_not_read_as_days_needs_no_answer(client, asked, meaning):
    confirm_headings(client, asked, **{"column-1": meaning})
    do_jobs()
    asked.refresh_from_db()

    assert (asked.state, asked.counts["new"]) == ("planned", 1)


def test_a_column_that_comes_back_is_asked_about_again(client, asked):
    confirm_headings(client, asked, **{"column-1": ""})
    do_jobs()
    client.post(address(asked), {"again": "1"})
    asked.refresh_from_db()

    page = confirm_headings(client, asked, **{"column-1": "released_on"}).text

    assert "This field is required" in page


def test_the_answer_is_used_and_stays_with_the_report(client, asked):
    confirm_headings(client, asked, **{"date-0": "month-first"})
    do_jobs()
    asked.refresh_from_db()
    say_yes(client, asked)
    do_jobs()

    run = ImportRun.objects.get()
    page = client.get(f"{LIST}{run.pk}/change/").text
    assert str(Film.objects.get().released_on) == "2019-03-04"
    assert run.dates == {"Release date": "month-first"}
    assert "Dates below “Release date” were read with the month first." in page
