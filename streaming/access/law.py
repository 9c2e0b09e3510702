"""What streaming keeps ready, and what touches it (see `catalog.ready.law`)."""

from catalog.ready.law import Touch, weeks_with

LAW = (
    Touch("streaming_university", "SELECT 'universities'"),
    Touch("streaming_addressrange", "SELECT 'universities'"),
    Touch("streaming_wording", "SELECT 'universities'"),
    Touch(  # a withdrawn film is not featured
        "streaming_media",
        weeks_with("{row}.film_id"),
        through="catalog_film WHERE id = {row}.film_id",
    ),
)
