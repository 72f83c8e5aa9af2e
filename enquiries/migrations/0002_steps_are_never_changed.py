"""The log of an enquiry is added to and never changed (EN-07): the database refuses."""

from django.db import migrations

from cpms.records.append_only import protect, unprotect

TABLE = "enquiries_enquirystep"


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: protect(editor.connection, TABLE),
            lambda apps, editor: unprotect(editor.connection, TABLE),
            elidable=False,
        )
    ]
