from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("balise", "0005_tags"),
    ]

    operations = [
        # Sums of rates are made again from what was imported: those before know of no exposure.
        migrations.RunSQL(
            "DELETE FROM balise_sumsblock WHERE kpi LIKE 'engagement_rate_by_%'",
            migrations.RunSQL.noop,
        ),
    ]
