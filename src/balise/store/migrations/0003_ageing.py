from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("balise", "0002_outcomes"),
    ]

    operations = [
        migrations.AddField(
            model_name="sumsblock",
            name="ageing",
            field=models.BinaryField(default=b""),
        ),
        # Sums are made again from what was imported: those made before know nothing of ages.
        migrations.RunSQL("DELETE FROM balise_sumsblock", migrations.RunSQL.noop),
    ]
