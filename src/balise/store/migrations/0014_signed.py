from django.db import migrations, models

from balise.store.refusals import allow, refuse


class Migration(migrations.Migration):
    dependencies = [
        ("balise", "0013_hooks"),
    ]

    operations = [
        migrations.AddField(
            model_name="strategyversion",
            name="by",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.CreateModel(
            name="LogKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField(unique=True)),
                ("sealed", models.TextField()),
            ],
        ),
        migrations.AddField(
            model_name="note",
            name="seal",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="notehead",
            name="seal",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.RunPython(refuse, allow),
    ]
