from django.db import migrations

from cpms.records.append_only import protect, unprotect


def close(apps, schema_editor):
    protect(schema_editor.connection, "records_event")


def open_again(apps, schema_editor):
    unprotect(schema_editor.connection, "records_event")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunPython(close, open_again)]
