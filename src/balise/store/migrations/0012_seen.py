import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("balise", "0011_shares"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.TextField()),
                ("page", models.TextField()),
                ("at", models.DateTimeField()),
                ("sight", models.JSONField(default=dict)),
                ("before", models.JSONField(null=True)),
                (
                    "brand",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="balise.brand",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="seen",
            constraint=models.UniqueConstraint(
                fields=("brand", "page", "person"), name="balise_one_look"
            ),
        ),
    ]
