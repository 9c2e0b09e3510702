"""What streaming keeps ready, and what touches it (see `catalog.ready.law`)."""

from catalog.ready.law import Touch, film_pages, weeks_with

# A licence being granted holds its film's row, and whoever changes what the answers read of the
# film or its media waits for that row: so neither misses the other.
HELD = (
    "SELECT DISTINCT 'holdings:' || university_id FROM streaming_licence"
    " WHERE film_id = {film} ORDER BY 1"  # whoever touches several does it in the same order
)

LAW = (
    Touch("streaming_university", "SELECT 'universities'"),
    Touch("streaming_addressrange", "SELECT 'universities'"),
    Touch("streaming_wording", "SELECT 'universities'"),
    Touch("streaming_signon", "SELECT 'universities'"),
    Touch(  # a withdrawn film is not featured
        "streaming_media",
        weeks_with("{row}.film_id"),
        through="catalog_film WHERE id = {row}.film_id",
    ),
    Touch(  # nor is it shown beside films that it is like
        "streaming_media",
        film_pages("{row}.film_id"),
        through="catalog_film WHERE id = {row}.film_id",
    ),
    Touch("streaming_licence", "SELECT 'holdings:' || {row}.university_id"),
    Touch(
        "streaming_media",
        HELD.replace("{film}", "{row}.film_id"),
        through="catalog_film WHERE id = {row}.film_id",
    ),
    Touch("catalog_film", HELD.replace("{film}", "{row}.id")),
    Touch(  # its page says in which languages a film's speech can be read
        "streaming_captions",
        film_pages("SELECT film_id FROM streaming_media WHERE id = {row}.media_id"),
        through="streaming_media WHERE id = {row}.media_id",
    ),
    Touch("streaming_media", "SELECT 'media:' || 'all'"),
    Touch("streaming_captions", "SELECT 'media:' || 'all'"),
)
