"""Every track is read anew, so that sentences that run over two cues are found as well."""

from django.db import migrations

NOTHING = migrations.RunSQL.noop


class Migration(migrations.Migration):
    dependencies = [("streaming", "0013_uploads_of_films")]

    operations = [migrations.RunSQL("DELETE FROM streaming_spokentrack", NOTHING)]
