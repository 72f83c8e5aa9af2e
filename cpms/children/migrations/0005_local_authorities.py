from django.db import migrations


def add_shipped(apps, schema_editor):
    from cpms.children.authorities import shipped

    authority = apps.get_model("children", "LocalAuthority")
    authority.objects.bulk_create(authority(**row) for row in shipped())


class Migration(migrations.Migration):
    """The list of English authorities, for the letters about missing children (MV-04)."""

    dependencies = [("children", "0004_lives_and_whereabouts")]

    operations = [migrations.RunPython(add_shipped, migrations.RunPython.noop)]
