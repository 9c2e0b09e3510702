"""Give every name that is there the key it is compared by."""

from django.db import migrations

from catalog.authority.matching import match_key

KINDS = ["Person", "Subject", "Festival", "FestivalAlias", "Distributor", "Collection"]
AT_ONCE = 1_000


def fill(apps, _schema_editor):
    for kind in KINDS:
        model, some = apps.get_model("catalog", kind), []
        for row in model.objects.order_by("pk").only("name").iterator(AT_ONCE):
            row.match_key = match_key(row.name)
            some.append(row)
            if len(some) == AT_ONCE:
                model.objects.bulk_update(some, ["match_key"])
                some = []
        model.objects.bulk_update(some, ["match_key"])


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_other_names_and_addresses")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
