"""What pages of things, and films like another, are read by; and how people's names file."""

from django.db import migrations, models

import catalog.models.person
from catalog.models.person import filed_as

AT_ONCE = 1_000
TABLES = ["subject", "collection", "distributor"]


def fill(apps, _schema_editor):
    person, some = apps.get_model("catalog", "Person"), []
    for row in person.objects.order_by("pk").iterator(AT_ONCE):
        row.sort_key = filed_as(row)
        some.append(row)
        if len(some) == AT_ONCE:
            person.objects.bulk_update(some, ["sort_key"])
            some = []
    person.objects.bulk_update(some, ["sort_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0008_sources_and_imports"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="sort_key",
            field=catalog.models.person.SortKeyField(
                db_default="", default="", editable=False, max_length=200
            ),
        ),
        migrations.AddField(
            model_name="ready",
            name="made_of",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddIndex(
            model_name="credit",
            index=models.Index(fields=["person", "role", "film"], name="credits_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["festival", "film"], name="films_of_a_festival"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["sort_key", "id"], name="person_by_name"),
        ),
        *(
            migrations.RunSQL(
                f"CREATE INDEX films_of_a_{name} ON catalog_film_{name}s ({name}_id, film_id)",
                f"DROP INDEX films_of_a_{name}",
            )
            for name in TABLES
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
