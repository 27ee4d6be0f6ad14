from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("balise", "0015_beside"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="seconds",
            field=models.FloatField(default=0.0),
        ),
    ]
