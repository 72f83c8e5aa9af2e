from datetime import date

from django.db import migrations, models

BEFORE_ANYTHING = date(2026, 1, 1)


class Migration(migrations.Migration):
    dependencies = [("timescales", "0004_month_tallies")]

    operations = [
        *(
            migrations.AddField(
                model,
                "known_on",
                models.DateField(default=BEFORE_ANYTHING),
                preserve_default=False,
            )
            for model in ("closureday", "historicalclosureday")
        ),
        migrations.AlterModelOptions("bankholiday", {"ordering": ["day", "known_on"]}),
        *(
            migrations.AlterField(model, "day", models.DateField())
            for model in ("bankholiday", "historicalbankholiday")
        ),
        migrations.AddConstraint(
            "bankholiday",
            models.UniqueConstraint(fields=["day", "known_on"], name="told_once_on_a_day"),
        ),
    ]
